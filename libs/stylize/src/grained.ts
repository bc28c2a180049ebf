import { grain } from '@atelier/model/grain';
import { type Rgb } from './rgb.ts';

/** A photo with the {@link grain} that the network was trained with, a deviation of so many levels of 255. */
export function grained(photo: Rgb, levels: number): Rgb {
  if (!levels) return photo;
  const { width, height } = photo;
  const data = new Uint8ClampedArray(photo.data);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, at++) data[at] = data[at]! + Math.round(levels * grain(x, y, c));
  return { ...photo, data: new Uint8Array(data.buffer) };
}
