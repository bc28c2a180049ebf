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

/** Wavelengths of the mottle's three octaves, in pixels: those of stars, clouds and currents, wider than a stroke. */
const OCTAVES = [24, 48, 96];

/**
 * The mottle that photos are painted with beside their grain, a row of it: smooth noise, mean 0 and deviation 1, of the same light
 * in all channels, that depends on the place alone as the grain does. It is value noise of three octaves (Perlin 1985): normal
 * values on a lattice, between them a cubic.
 *
 * Grain alone says nothing that is as wide as a stroke is long. So an even sky had the same wave or hatching all over, in straight
 * lines where its colour changes by a level; with a mottle of a few levels it has clouds, currents and stars.
 * @param y row, @param width columns from `left` on; integers of 0 and more
 * @internal
 */
export function mottle(y: number, width: number, left = 0): Float32Array {
  const row = new Float32Array(width);
  for (const [k, wavelength] of OCTAVES.entries()) {
    const first = Math.floor(left / wavelength);
    const [above, down] = between(y / wavelength);
    const lattice = Array.from({ length: Math.ceil(width / wavelength) + 2 }, (_, i) => {
      const [top, bottom] = [above, above + 1].map((v) => grain(first + i, v, 3 + k));
      return top! + down * (bottom! - top!);
    });
    for (let x = 0; x < width; x++) {
      const [column, across] = between((left + x) / wavelength);
      const [from, to] = [lattice[column - first]!, lattice[column - first + 1]!];
      row[x]! += (from + across * (to - from)) / MOTTLE_DEVIATION;
    }
  }
  return row;
}

/** The lattice point before a place, and how far from it towards the next the cubic 3t² − 2t³ is. */
function between(place: number): [number, number] {
  const before = Math.floor(place);
  const t = place - before;
  return [before, t * t * (3 - 2 * t)];
}

/** Of the sum of three octaves: along each axis the squares of a cubic's two weights are 26/35 on average. */
const MOTTLE_DEVIATION = (Math.sqrt(OCTAVES.length) * 26) / 35;

/** That of the sum of four evenly spread values of 0..255. */
const DEVIATION = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** An integer of 32 bits well mixed, after the finaliser of MurmurHash3 (Appleby 2008). */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Deviations, in levels of 255, of what is put onto a photo that is to be painted. */
export interface Noise {
  grain?: number;
  mottle?: number;
}

/** A row of {@link grain} and {@link mottle} together, three channels a pixel, in whole levels as photos of 8 bits have them. */
export function noiseRow(
  y: number,
  width: number,
  { grain: fine = 0, mottle: broad = 0 }: Noise,
): Int16Array {
  const light = mottle(y, width);
  const row = new Int16Array(3 * width);
  for (let x = 0, at = 0; x < width; x++)
    for (let c = 0; c < 3; c++, at++) row[at] = Math.round(fine * grain(x, y, c) + broad * light[x]!);
  return row;
}
