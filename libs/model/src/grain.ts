/**
 * The grain that photos are painted with: noise of the normal kind, mean 0 and deviation 1, that depends on the place of a value
 * alone, so that a picture has the same in one piece, in bands, in a browser and in the next painting.
 *
 * A departure from the paper. A network of convolutions gives the same value wherever the photo has the same value all around:
 * a plain white ground stayed a plain grey one, with strokes in a band of 30 pixels around what stood on it, and the single
 * steps of an even sky became lines. With a grain that is too fine to be seen there is something to hang strokes on everywhere
 * (noise as what a network makes textures of: Ulyanov et al. 2016, https://arxiv.org/abs/1603.03417), and where the painter's
 * grounds are plain, training teaches the network to look through it.
 * @param x column, @param y row, @param channel 0..2; integers of 0 and more
 */
export function grain(x: number, y: number, channel: number): number {
  const bits = mixed((x + Math.imul(y, 0x9e3779b1) + Math.imul(channel, 0x7feb352d)) | 0);
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / DEVIATION;
}

/** That of the sum of four evenly spread values of 0..255. */
const DEVIATION = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** An integer of 32 bits well mixed, after the finaliser of MurmurHash3 (Appleby 2008). */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
