import { luma, type Rgb } from './rgb.ts';

export interface BlendOptions {
  /** 0: the photo, 1: the painting. */
  strength: number;
  /** Only the painting's light and dark, in the photo's own colours. */
  keepColours: boolean;
}

/**
 * Photo and painting mixed, pixel by pixel. `keepColours` takes the luma of the painting (ITU-R BT.601) and the colour
 * differences of the photo, these drawn towards grey where a channel would leave 0..255, so that the luma is kept. It has the
 * photo's alpha.
 * @throws RangeError where the pictures differ in size, or the strength is outside 0..1
 */
export function blend(photo: Rgb, painting: Rgb, { strength, keepColours }: BlendOptions): Rgb {
  if (photo.width !== painting.width || photo.height !== painting.height)
    throw new RangeError(
      `the photo has ${photo.width}×${photo.height} pixels, the painting ${painting.width}×${painting.height}`,
    );
  if (!(strength >= 0 && strength <= 1)) throw new RangeError(`strength ${strength} is not between 0 and 1`);
  const from = photo.data;
  const data = new Uint8Array(painting.data.length);
  const colour = [0, 0, 0];
  for (let i = 0; i < data.length; i += 3) {
    for (let c = 0; c < 3; c++) colour[c] = painting.data[i + c]!;
    if (keepColours) recolour(colour, luma(painting.data, i), from, i);
    for (let c = 0; c < 3; c++) data[i + c] = from[i + c]! + strength * (colour[c]! - from[i + c]!) + 0.5;
  }
  return { ...photo, data };
}

/** Writes the photo's pixel `i` at the luma `light` into `colour`. */
function recolour(colour: number[], light: number, photo: Uint8Array, i: number): void {
  const grey = luma(photo, i);
  let keep = 1;
  for (let c = 0; c < 3; c++) {
    const difference = photo[i + c]! - grey;
    const room = difference > 0 ? 255 - light : light;
    if (Math.abs(difference) > room) keep = Math.min(keep, room / Math.abs(difference));
  }
  for (let c = 0; c < 3; c++) colour[c] = light + keep * (photo[i + c]! - grey);
}
