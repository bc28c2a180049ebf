import { openPainter, type Painter, type Rgb, Steady, type Strokes } from '@atelier/stylize';
import { nodeEngine } from '@atelier/stylize/node';
import { film, FILMED, type Move, moves, steadiness, type Steadiness } from '@atelier/stylize/steadiness';
import { locateCheckpoint, suitedSize } from '../catalogue/styles.ts';
import { galleryPhotos } from '../files/assets.ts';
import { readCheckpointFile } from '../files/checkpoint-file.ts';
import { readPhoto } from '../files/photo.ts';

/** How steady the films of a camera that moves so are in a style, and how rich. */
export interface FilmRow extends Steadiness {
  style: string;
  camera: string;
}

export interface FilmSettings {
  frames: number;
  /** How much of the painting before stays. */
  steady: number;
  strokes: Strokes;
}

/** The Picos de Europa: sky, rock, meadow and trees. */
const FILMED_PHOTO = galleryPhotos.find(({ title }) => title === 'the Picos de Europa')!;

/**
 * Films a photo with a camera that stands still, pans, zooms and turns as is known exactly, with a camera's noise; paints each
 * frame by itself, and the same steadied.
 * @param networks built-in styles or files
 * @param say told each row when it is measured
 */
export async function benchFilm(
  networks: string[],
  { frames: count, steady: keep, strokes }: FilmSettings,
  say?: (row: FilmRow) => void,
): Promise<FilmRow[]> {
  const photo = await readPhoto(FILMED_PHOTO.path, { size: FILMED.height, longest: FILMED.width }); // prettier-ignore
  const rows: FilmRow[] = [];
  for (const style of networks) {
    const painter = await openFilmPainter(style);
    for (const [camera, move] of Object.entries<Move>(moves)) {
      const steady = new Steady(keep);
      const [alone, steadied]: [Rgb[], Rgb[]] = [[], []];
      for (const frame of film(photo, move, count)) {
        alone.push(await painter.paint(frame, { strokes }));
        steadied.push(steady.next(frame, alone.at(-1)!));
      }
      const row = { style, camera, ...steadiness(alone, steadied, move) };
      rows.push(row);
      say?.(row);
    }
    await painter.close();
  }
  return rows;
}

/** Of a built-in style or a file, as films are painted. */
export async function openFilmPainter(name: string): Promise<Painter> {
  const network = await locateCheckpoint(name);
  return openPainter(await readCheckpointFile(network), nodeEngine(), {
    suitedSize: await suitedSize(network),
  });
}

/** A line for each style: errors before and after for each camera, and the range of the shares of contrast and variation. */
export function filmTable(rows: FilmRow[]): Record<string, string>[] {
  return [...new Set(rows.map(({ style }) => style))].map((style) => {
    const own = rows.filter((row) => row.style === style);
    const range = (of: 'contrast' | 'variation') => {
      // With a decimal: whole numbers would hide which side of our bounds (see docs/video.md) a share is on.
      const shares = own.map((row) => 100 * row[of]);
      return `${Math.min(...shares).toFixed(1)}–${Math.max(...shares).toFixed(1)} %`;
    };
    return {
      style,
      ...Object.fromEntries(
        own.map(({ camera, alone, steadied }) => [camera, `${alone.toFixed(1)} → ${steadied.toFixed(1)}`]),
      ),
      contrast: range('contrast'),
      variation: range('variation'),
    };
  });
}
