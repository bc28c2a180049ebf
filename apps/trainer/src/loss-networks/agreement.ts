import { type Picture, type Tap, taps, type FeatureExtractor } from '@atelier/model';
import { rankCorrelation, styleDistances } from '@atelier/model/evaluation';

/** Spearman's rank correlation of the style distances that two networks see. */
export interface Agreement {
  /** Of the distances summed over the taps, as style losses are. */
  sum: number;
  /** Of the sums of logarithms, in which no tap outweighs the others. */
  logarithms: number;
  taps: Record<Tap, number>;
}

export interface Judgement {
  /** Pairs of a photo and a painting … */
  photos: Agreement;
  /** … and of two paintings. */
  paintings: Agreement;
}

/** How much the networks agree with the teacher on what is near to what in style. */
export async function judge(
  teacher: FeatureExtractor,
  networks: ReadonlyMap<string, FeatureExtractor>,
  photos: Picture[],
  paintings: Picture[],
): Promise<Map<string, Judgement>> {
  const distances = async (network: FeatureExtractor) => ({
    photos: await styleDistances(network, photos, paintings),
    paintings: await styleDistances(network, paintings, paintings),
  });
  const right = await distances(teacher);
  const judgements = new Map<string, Judgement>();
  for (const [name, network] of networks) {
    const seen = await distances(network);
    judgements.set(name, {
      photos: agreement(seen.photos, right.photos),
      paintings: agreement(seen.paintings, right.paintings),
    });
  }
  return judgements;
}

/** @param seen a row for each pair, in it the distance at each tap */
function agreement(seen: number[][], right: number[][]): Agreement {
  const ranked = (measure: (row: number[]) => number) =>
    rankCorrelation(seen.map(measure), right.map(measure));
  return {
    sum: ranked((row) => row.reduce((sum, value) => sum + value, 0)),
    logarithms: ranked((row) => row.reduce((sum, value) => sum + Math.log(value), 0)),
    taps: Object.fromEntries(taps.map((tap, k) => [tap, ranked((row) => row[k]!)])) as Record<Tap, number>,
  };
}
