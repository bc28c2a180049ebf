import type { Measures } from '@atelier/model/evaluation';
import { galleryPhotos } from '../files/assets.ts';
import { OPTIMISE_STEPS, type Row } from './evaluation.ts';
import { type Style } from './styles.ts';

/** What the table says of one style and method. */
export interface Summary {
  slug: string;
  by: Row['by'];
  size: number;
  /** How many photos `style`, `content` and `totalVariation` are of. */
  photos: number;
  /** Over these photos. */
  style: Spread;
  content: Spread;
  totalVariation: Spread;
  /** The mean sum of weighted losses on the photos that `optimise` painted too; missing before it has. */
  total?: number;
  /** The fewest steps of `optimise` that make this sum as small; missing where all of them do not, or it has not run. */
  steps?: number;
}

interface Spread {
  mean: number;
  most: number;
}

export function summarise(rows: Row[]): Summary[] {
  return rows.map(({ slug, by, size, photos }) => {
    const measured = Object.values(photos);
    const optimised = rows.find((row) => row.slug === slug && row.by === 'optimise');
    const compared = Object.keys(optimised?.photos ?? {}).flatMap((name) => photos[name]?.total ?? []);
    const total = compared.length > 0 ? mean(compared) : undefined;
    const steps = by === 'optimise' ? -1 : (optimised?.course?.findIndex((sum) => sum <= total!) ?? -1);
    return {
      slug,
      by,
      size,
      photos: measured.length,
      style: spread(measured, 'style'),
      content: spread(measured, 'content'),
      totalVariation: spread(measured, 'totalVariation'),
      ...(total !== undefined && { total }),
      ...(steps >= 0 && { steps }),
    };
  });
}

/** The summaries as a Markdown table, with a paragraph that says what is in it. */
export function evaluationTable(summaries: Summary[], styles: Style[]): string {
  const optimised = summaries.find(({ by }) => by === 'optimise');
  const lines = summaries.map(({ slug, by, style, content, totalVariation, total, steps }, k) => {
    const title = k > 0 && summaries[k - 1]!.slug === slug ? '' : styles.find((each) => each.slug === slug)!.title; // prettier-ignore
    const method = by === 'optimise' ? `optimise, ${OPTIMISE_STEPS} steps` : `${by.toLocaleString('en')} iterations`; // prettier-ignore
    const cells = [title, method, ...[style, content, totalVariation].map(show), total?.toFixed(3) ?? '', steps ?? '']; // prettier-ignore
    return `| ${cells.join(' | ')} |`;
  });
  const photos = Math.max(...summaries.map((each) => each.photos));
  const names = galleryPhotos.slice(0, optimised?.photos).map(({ title }) => title);
  return [
    `Measured on ${photos} photos that are not trained on, ${summaries[0]?.size} pixels on the short side: means, and in brackets the largest value. ` +
      "Style: Σ over taps of ‖G − A‖² / ‖A‖² of the painting, as a share of the untouched photo's own. Content: the squared difference of features at relu3_3 in units of the variance of the photo's. Total variation: against the photo's. " +
      (optimised
        ? `Sum: the losses with the weights of the training, on each whole picture, for the photos of ${names.join(', ')} alone, which \`optimise\` has painted too; its other columns are of these photos. Steps: how many steps of \`optimise\` make the sum as small as the network makes it at once; they are counted on its picture as computed, which is a little better than the same picture in 256 shades.`
        : ''),
    '',
    '| style | painted by | style loss | content loss | total variation | sum of losses | steps |',
    '| ----- | ---------- | ---------: | -----------: | --------------: | ------------: | ----: |',
    ...lines,
    '',
  ].join('\n');
}

function show({ mean, most }: Spread): string {
  return `${mean.toFixed(3)} (${most.toFixed(3)})`;
}

function spread(measured: Measures[], name: keyof Measures): Spread {
  const values = measured.map((each) => each[name]);
  return { mean: mean(values), most: Math.max(...values) };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
