import { grain, mottle } from '@atelier/model/grain';
import { type Rgb } from './rgb.ts';

/** Deviations in levels of 255. */
export interface Noise {
  grain: number;
  mottle: number;
}

/**
 * A photo with the {@link grain} and the {@link mottle} that the network was trained with. What would go beyond black or white is
 * folded back: cut off, a white ground would be plain where the noise is light.
 */
export function grained(photo: Rgb, noise: Noise): Rgb {
  if (!noise.grain && !noise.mottle) return photo;
  const { width, height } = photo;
  const data = new Uint8Array(photo.data.length);
  for (let y = 0, at = 0; y < height; y++) {
    const broad = mottle(y, width);
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, at++) {
        const value = photo.data[at]! + Math.round(noise.grain * grain(x, y, c) + noise.mottle * broad[x]!);
        data[at] = 255 - Math.abs(255 - Math.abs(value));
      }
  }
  return { ...photo, data };
}
