import { basename, join, relative } from 'node:path';
import type { Rgb } from '@atelier/stylize';
import {
  evaluationFile,
  galleryPhotos,
  paintingSourcesFile,
  photoCredits,
  photoCreditsFile,
} from '../files/assets.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { writeWhole } from '../files/file.ts';
import { type Cell, composeSheet, readPhoto, writePhoto } from '../files/photo.ts';
import { paintPhotos } from '../painting/painting.ts';
import { currentRows } from './evaluation.ts';
import { evaluationTable, summarise } from './evaluation-table.ts';
import { type Style } from './styles.ts';

/** Cells of the contact sheet, and of the pictures that show a style's checkpoints. */
const SMALL = { width: 216, height: 162, gap: 6 };
const LARGE = { width: 400, height: 300, gap: 6 };
/** The photos that the checkpoints are compared on. */
const COMPARED = 3;
const QUALITY = 80;

/**
 * Writes the gallery: a page of Markdown and its pictures, which show the photos of the gallery in each style.
 * @param folder gets `gallery.md` and `pictures/gallery/*.jpg`
 * @param onStyle told after each style
 */
export async function writeGallery(styles: Style[], folder: string, onStyle: () => void): Promise<void> {
  const pictures = join(folder, 'pictures', 'gallery');
  const photos = await Promise.all(galleryPhotos.map(({ path }) => readPhoto(path)));
  const rows: Cell[][] = [[undefined, ...cells(photos)]];
  for (const style of styles) {
    const last = style.checkpoints.at(-1);
    const paintings = await Promise.all(
      style.checkpoints.map(async (checkpoint) => {
        const shown = checkpoint === last ? photos : photos.slice(0, COMPARED);
        return paintPhotos(await readCheckpointFile(checkpoint.path), shown, style.suitedSize);
      }),
    );
    rows.push([{ photo: await readPhoto(style.picture), whole: true }, ...cells(paintings.at(-1)!)]);
    const compared = paintings.map((each) => cells(each.slice(0, COMPARED)));
    await writePhoto(await composeSheet(compared, LARGE), join(pictures, `${style.slug}.jpg`), {
      quality: QUALITY,
    });
    onStyle();
  }
  await writePhoto(await composeSheet(rows, SMALL), join(pictures, 'contact-sheet.jpg'), {
    quality: QUALITY,
  });
  await writeWhole(join(folder, 'gallery.md'), await page(styles, folder));
}

function cells(photos: Rgb[]): Cell[] {
  return photos.map((photo) => ({ photo }));
}

async function page(styles: Style[], folder: string): Promise<string> {
  const rows = await currentRows(styles, evaluationFile);
  const compared = inWords(galleryPhotos.slice(0, COMPARED).map(({ title }) => title));
  const lines = [
    '# Gallery',
    'Six photos that no network was trained on, painted in the built-in styles. This page and its pictures are made by `npm run atelier -- sheet`.',
    '## Contact sheet',
    `![The photos, and below them a row for each style](pictures/gallery/contact-sheet.jpg)`,
    `The photos: ${inWords(galleryPhotos.map(({ title }) => title))}. The styles, from the top: ${inWords(styles.map(({ title }) => `_${title}_`))}. Each photo by the last checkpoint, as the studio paints it, then made smaller.`,
    '## The styles, checkpoint by checkpoint',
    `On ${compared}: fewer iterations above, more below.`,
    ...styles.flatMap((style) => styleSection(style, folder)),
    ...(rows.length ? ['## Measures', evaluationTable(summarise(rows), styles).trimEnd()] : []),
    '## Credits',
    `Paintings: as said with each, and in [SOURCES.tsv](${relative(folder, paintingSourcesFile)}). Photos, from Debian packages ([CREDITS.tsv](${relative(folder, photoCreditsFile)})):`,
    await photoList(),
  ];
  return lines.join('\n\n') + '\n';
}

function styleSection(style: Style, folder: string): string[] {
  const { slug, title, artist, year, licence, source, reportName, training } = style;
  const iterations = inWords(style.checkpoints.map(({ iteration }) => iteration.toLocaleString('en')));
  const trained = training && `Trained on ${sum(training.photos.map(({ count }) => count)).toLocaleString('en')} photos in crops of ${training.config.size} pixels, ${(training.durationSeconds / 3600).toFixed(1)} hours on ${training.engine} (${training.device}).`; // prettier-ignore
  return [
    `### ${title}`,
    `<img src="${relative(folder, style.picture)}" alt="${title}" height="200">`,
    `${artist}, ${year}. ${licence}; ${source}. In the report: \`${reportName}\`. ${trained ?? ''}`.trim(),
    `![Painted after ${title}, after ${iterations} iterations](pictures/gallery/${slug}.jpg)`,
    `After ${iterations} iterations, from the top. How it was trained, and the command that trains one like it on the built-in photos: [style.json](${relative(folder, join(style.picture, '../style.json'))}).`,
  ];
}

async function photoList(): Promise<string> {
  const credits = await photoCredits();
  return galleryPhotos
    .map(({ path, title }) => {
      const { debianPackage, licence } = credits.get(basename(path))!;
      return `- ${title}: \`${basename(path)}\`, Debian package ${debianPackage}, ${licence}`;
    })
    .join('\n');
}

/** a, b and c */
function inWords(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
