/**
 * Exponential moving average of a curve, without its early pull towards zero (Kingma and Ba 2015, section 3).
 * `weight` of what came before, 0..1: 0 leaves the values as they are.
 */
export function smoothed(values: number[], weight: number): number[] {
  let mean = 0;
  return values.map((value, i) => {
    mean = weight * mean + (1 - weight) * value;
    return mean / (1 - weight ** (i + 1));
  });
}
