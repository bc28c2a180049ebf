import { type FeatureExtractor, type Picture, taps } from '@atelier/model';
import { rankCorrelation, styleDistances } from '@atelier/model/evaluation';

/** Spearman's rank correlation of the style distances that two networks see. */
export interface RankCorrelations {
  /** Of the distances summed over the taps, as style losses are. */
  sum: number;
  /** Of the sums of logarithms, in which no tap outweighs the others. */
  logarithms: number;
  taps: Record<string, number>;
}

export interface Agreement {
  /** Pairs of a photo and a painting … */
  photos: RankCorrelations;
  /** … and of two paintings. */
  paintings: RankCorrelations;
}

/** How much the networks agree with the reference on what is near to what in style. */
export async function agreements(
  reference: FeatureExtractor,
  networks: ReadonlyMap<string, FeatureExtractor>,
  photos: Picture[],
  paintings: Picture[],
): Promise<Map<string, Agreement>> {
  const distances = async (network: FeatureExtractor) => ({
    photos: await styleDistances(network, photos, paintings),
    paintings: await styleDistances(network, paintings, paintings),
  });
  const right = await distances(reference);
  const byName = new Map<string, Agreement>();
  for (const [name, network] of networks) {
    const seen = await distances(network);
    byName.set(name, {
      photos: correlations(seen.photos, right.photos),
      paintings: correlations(seen.paintings, right.paintings),
    });
  }
  return byName;
}

/** @param seen a row for each pair, in it the distance at each tap */
function correlations(seen: number[][], right: number[][]): RankCorrelations {
  const ranked = (measure: (row: number[]) => number) =>
    rankCorrelation(seen.map(measure), right.map(measure));
  return {
    sum: ranked((row) => row.reduce((sum, value) => sum + value, 0)),
    logarithms: ranked((row) => row.reduce((sum, value) => sum + Math.log(value), 0)),
    taps: Object.fromEntries(taps('compact').map((tap, k) => [tap, ranked((row) => row[k]!)])),
  };
}
