/** A Hann window of `side` values, 0..1: what is near the border of what is looked at counts little, so that the border is no edge. */
export const hannWindow = (side: number): Float64Array =>
  Float64Array.from({ length: side }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / side) ** 2);
