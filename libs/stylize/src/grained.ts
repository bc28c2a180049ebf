import { type Noise, noiseRow } from '@atelier/model/grain';
import { type Rgb } from './rgb.ts';

/**
 * A photo with the {@link noiseRow grain and mottle} that the network was trained with. What would go beyond black or white is
 * folded back: cut off, a white ground would be plain where the noise is light.
 */
export function grained(photo: Rgb, noise: Noise): Rgb {
  if (!noise.grain && !noise.mottle) return photo;
  const { width, height } = photo;
  const data = new Uint8Array(photo.data.length);
  for (let y = 0; y < height; y++) {
    const from = 3 * width * y;
    for (const [i, levels] of noiseRow(y, width, noise).entries())
      data[from + i] = 255 - Math.abs(255 - Math.abs(photo.data[from + i]! + levels));
  }
  return { ...photo, data };
}
