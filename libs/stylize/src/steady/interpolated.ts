import { Enlarger, LINEAR } from '../full-size/enlarge.ts';
import { type Size } from '../memory.ts';

/** Writes any row of a plane of values as it is at a larger size. */
export function interpolated(
  plane: Float32Array,
  size: Size,
  larger: Size,
): (y: number, into: Float32Array) => void {
  const enlarger = new Enlarger(size, larger, LINEAR);
  const rows = { data: plane, channels: 1, from: 0 };
  return (y, into) => enlarger.row(rows, y, into);
}
