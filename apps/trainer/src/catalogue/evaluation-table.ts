import type { Darks, Measures } from '@atelier/model/evaluation';
import { max, mean } from 'simple-statistics';
import { galleryPhotos } from '../files/assets.ts';
import { type Row } from './evaluation.ts';
import { type Style } from './styles.ts';

/** What the table says of one style and method: means over the photos, and the largest value. */
export interface Summary extends Record<keyof Measures, Spread> {
  slug: string;
  by: Row['by'];
  size: number;
  /** How many photos the measures are of. */
  photos: number;
  darks?: Darks;
  styleDarks: Darks;
}

interface Spread {
  mean: number;
  most: number;
}

export function summarise(rows: Row[]): Summary[] {
  return rows.map(({ slug, by, size, photos, darks, styleDarks }) => {
    const measured = Object.values(photos);
    return {
      slug,
      by,
      size,
      photos: measured.length,
      style: spread(measured, 'style'),
      content: spread(measured, 'content'),
      totalVariation: spread(measured, 'totalVariation'),
      weave: spread(measured, 'weave'),
      ...(darks && { darks }),
      styleDarks,
    };
  });
}

/** The summaries as a Markdown table, with a paragraph that says what is in it. */
export function evaluationTable(summaries: Summary[], styles: Style[]): string {
  const optimised = summaries.find(({ by }) => typeof by === 'string');
  const lines = summaries.map(({ slug, by, style, content, totalVariation, weave, darks, styleDarks }, k) => {
    const title = k > 0 && summaries[k - 1]!.slug === slug ? '' : styles.find((each) => each.slug === slug)!.title; // prettier-ignore
    const method = typeof by === 'string' ? `\`optimise\`, ${by.split(' ')[1]} steps` : `${by.toLocaleString('en')} iterations`; // prettier-ignore
    const cells = [title, method, ...[style, content, totalVariation, weave].map(show), showDarks(darks), showDarks(styleDarks)]; // prettier-ignore
    return `| ${cells.join(' | ')} |`;
  });
  const photos = Math.max(...summaries.map((each) => each.photos));
  const names = galleryPhotos.slice(0, optimised?.photos).map(({ title }) => title);
  return [
    `Measured with VGG-19 on ${photos} photos that are not trained on, photos and style pictures ${summaries[0]?.size} pixels on the short side: means, and in brackets the largest value. ` +
      "Style distance: Σ over relu1_2, 2_2, 3_4 and 4_1 of ‖C − C_s‖² / ‖C_s‖² + ‖μ − μ_s‖² / tr C_s, means and covariances of features, as a share of the untouched photo's own. Content distance: the squared difference of features at relu4_1 in units of the variance of the photo's. Total variation: against the photo's. " +
      'Weave: the highest peak of the autocorrelation where the photo is smoothest; the photos themselves have 0.39. Darks: how bright flat patches of the photos below 0.1 are painted, and their standard deviation; beside it the darkest quarter of the style picture.' +
      (optimised ? ` \`optimise\` painted the photos of ${names.join(', ')} alone.` : ''),
    '',
    "| style | painted by | style distance | content distance | total variation | weave | darks | the style's |",
    '| ----- | ---------- | -------------: | ---------------: | --------------: | ----: | ----: | ----------: |',
    ...lines,
    '',
  ].join('\n');
}

function show({ mean, most }: Spread): string {
  return `${mean.toFixed(3)} (${most.toFixed(3)})`;
}

function showDarks(darks?: Darks): string {
  return darks ? `${darks.lightness.toFixed(2)} ± ${darks.deviation.toFixed(2)}` : '';
}

function spread(measured: Measures[], name: keyof Measures): Spread {
  const values = measured.map((each) => each[name]);
  return { mean: mean(values), most: max(values) };
}
