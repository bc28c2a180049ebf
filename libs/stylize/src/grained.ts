import { grain, mottle } from '@atelier/model/grain';
import { type Rgb } from './rgb.ts';

/** Deviations in levels of 255. */
export interface Noise {
  grain: number;
  mottle: number;
}

/** A photo with the {@link grain} and the {@link mottle} that the network was trained with. */
export function grained(photo: Rgb, noise: Noise): Rgb {
  if (!noise.grain && !noise.mottle) return photo;
  const { width, height } = photo;
  const data = new Uint8ClampedArray(photo.data);
  for (let y = 0, at = 0; y < height; y++) {
    const broad = mottle(y, width);
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, at++)
        data[at] = data[at]! + Math.round(noise.grain * grain(x, y, c) + noise.mottle * broad[x]!);
  }
  return { ...photo, data: new Uint8Array(data.buffer) };
}
