/**
 * Bytes that one run takes per pixel of the picture or band, fitted to peaks measured with onnxruntime-node (networks
 * of width 8, 16 and 32, pictures of 1 to 12 megapixels), and a tenth more. Channels are computed by sixteens.
 */
const perPixel = (network: number) => 60 + 10.5 * 16 * Math.ceil(network / 16);
/** The painting and what it is made from, 8 and 32 bits. */
const PICTURE = 3;
/** Sessions. */
const FIXED = 90e6;
/** Per channel and pixel of a band: the trunk's rows on their way to and from their store, not yet collected. */
const TRUNK_ROWS = 5;
/** Picture rows that the largest pass reads beyond its band, on average over its maps. */
const HALO = 16;

/** A band much taller than this is no faster. */
const MOST_ROWS = 32;
/** Below this a band's halo costs more than the band. */
const FEWEST_ROWS = 4;

export interface Size {
  width: number;
  height: number;
}

/** Bytes for painting the picture in one run. */
export const wholeMemory = (network: number, { width, height }: Size): number =>
  width * height * (perPixel(network) + PICTURE);

/** Bytes for painting it in bands of `rows` rows of the trunk. */
const bandMemory = (network: number, { width, height }: Size, rows: number): number =>
  FIXED + width * height * PICTURE + width * (4 * rows + HALO) * (perPixel(network) + TRUNK_ROWS * network);

/** Bytes of the trunk's two maps. */
export const mapMemory = (network: number, { width, height }: Size): number => 2 * width * height * network;

/** The tallest band that keeps within `memory`, in rows of the trunk; undefined where none does. */
export function bandRows(network: number, size: Size, memory: number): number | undefined {
  for (let rows = MOST_ROWS; rows >= FEWEST_ROWS; rows /= 2)
    if (bandMemory(network, size, rows) <= memory) return rows;
  return undefined;
}

/** The least memory for painting it, its maps kept elsewhere. */
export const leastMemory = (network: number, size: Size): number => bandMemory(network, size, FEWEST_ROWS);
