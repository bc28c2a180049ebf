/**
 * Spearman's rank correlation of two lists of the same length: 1 where both put things in the same order, −1 where in the
 * opposite one. Equal values share the mean of their ranks (simple-statistics gives them different ones). NaN where a list has
 * fewer than two different values.
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} values cannot be ranked against ${b.length}`);
  const [x, y] = [centredRanks(a), centredRanks(b)];
  const dot = (u: number[], v: number[]) => u.reduce((sum, value, k) => sum + value * v[k]!, 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

/** Ranks minus their mean. */
function centredRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal - 1) / 2 - (values.length - 1) / 2;
  });
}
