import type { Tensors } from '../checkpoint/index.ts';

/**
 * Reptile's step (Nichol, Achiam & Schulman 2018, algorithm 1): weights from which every style is few iterations away are found
 * by training them for a few iterations on one style, and going a part of the way to where those led; then on another style,
 * and so on. w ← w + rate · (w′ − w).
 * @param weights w, of a network by name
 * @param trained w′, the same network after its iterations on one style
 * @param rate from 0 (nothing is learnt) to 1 (the next style goes on where this one ended)
 * @throws RangeError where a tensor of w is missing in w′ or has another shape
 */
export function reptileStep(weights: Tensors, trained: Tensors, rate: number): Tensors {
  return new Map(
    [...weights].map(([name, { shape, data }]) => {
      const other = trained.get(name);
      if (!other || other.data.length !== data.length)
        throw new RangeError(`${name}: the trained network has not the shape of the one it came from`);
      return [name, { shape, data: data.map((value, k) => value + rate * (other.data[k]! - value)) }];
    }),
  );
}
