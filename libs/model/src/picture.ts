/** A picture in memory: RGB, 0..1, interleaved rows (height × width × 3 values), no alpha. */
export interface Picture {
  width: number;
  height: number;
  data: Float32Array;
}
