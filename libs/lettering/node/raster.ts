import sharp from 'sharp';
import { type Field, type Letter, svgPaths } from '../src/index.ts';

/** How much of each pixel the letters cover, 0..1, with room around them; `x`, `y`: where the picture begins in the layout. */
export async function coverage(
  letters: Letter[],
  area: { x: number; y: number; width: number; height: number },
): Promise<Field> {
  const { width, height } = area;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="#fff"><rect width="100%" height="100%" fill="#000"/>${svgPaths(letters, -area.x, -area.y)}</svg>`; // prettier-ignore
  const { data } = await sharp(Buffer.from(svg), { unlimited: true })
    .flatten()
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data: Float32Array.from(data, (value) => value / 255) };
}
