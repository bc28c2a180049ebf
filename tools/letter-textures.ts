// Draws the designed letters that `atelier letters --way texture` takes its textures from: `npx tsx tools/letter-textures.ts`.
// Each is drawn by its distance from the letters' edge, from the outlines of fonts under the SIL Open Font License; nothing is copied.
import { join } from 'node:path';
import sharp from 'sharp';
import { blurred, type Field, layOut, signedDistance, strokeRadius } from '../libs/lettering/src/index.ts';
import { randomNumbers } from '../libs/lettering/src/random.ts';
import { coverage, openBuiltInFont } from '../libs/lettering/node/index.ts';

const FOLDER = join(import.meta.dirname, '../assets/letter-textures');
/** Small ones, that the studio's page shows. */
const PREVIEWS = join(import.meta.dirname, '../apps/studio/public/letter-textures');
/** Round and straight strokes, thick and thin, in all directions. */
const TEXT = 'SR永8';
const SIZE = 420;
const MARGIN = 90;

type Colour = readonly [number, number, number];
/** What a drawing knows of a pixel. */
interface Spot {
  /** Half widths of a stroke from the edge: 0 there, more inside, negative outside. */
  depth: number;
  /** Which way the edge faces: a unit vector, y downwards. */
  nx: number;
  ny: number;
  x: number;
  y: number;
}
type Drawing = (
  spot: Spot,
  noise: (x: number, y: number, cell: number) => number,
) => { colour: Colour; alpha: number };

const mix = (a: Colour, b: Colour, t: number): Colour => {
  const share = Math.max(0, Math.min(1, t));
  return [0, 1, 2].map((k) => a[k]! + (b[k]! - a[k]!) * share) as unknown as Colour;
};
const step = (from: number, to: number, value: number) => {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

const drawings: Record<string, Drawing> = {
  // Red enamel in a golden rim that shines where it faces the light, with a warm glow around, less than half opaque, so that the rim stays the edge.
  ember: ({ depth, nx, ny, x, y }, noise) => {
    const light = 0.5 - 0.5 * (nx + ny) * Math.SQRT1_2;
    const bevel = 1 - Math.abs(depth - 0.17) / 0.17;
    const gold = mix([96, 52, 8], [255, 226, 130], 0.2 + 0.6 * light * bevel + 0.3 * noise(x, y, 9) * bevel + (light > 0.8 && bevel > 0.5 ? 0.25 : 0)); // prettier-ignore
    const enamel = mix(
      [92, 6, 18],
      [222, 42, 34],
      step(0.3, 1, depth) * 0.75 + 0.45 * (noise(x, y, 34) - 0.4),
    );
    const letter = mix(gold, enamel, step(0.32, 0.38, depth));
    const glow = step(-1.5, 0, depth) ** 1.6;
    return { colour: mix([255, 120, 24], letter, step(-0.03, 0.03, depth)), alpha: Math.max(step(-0.03, 0.03, depth), 0.48 * glow) }; // prettier-ignore
  },
  // Ice with a white rim and cracks; icicles hang below.
  frost: ({ depth, nx, ny, x, y }, noise) => {
    const crack = 1 - step(0, 0.07, Math.abs(noise(x + 0.6 * y, y - 0.3 * x, 30) - 0.5));
    const ice = mix([38, 112, 182], [176, 226, 250], 0.25 + 0.6 * noise(x, y, 26) - 0.35 * nx - 0.25 * ny);
    const body = mix(ice, [236, 250, 255], 0.7 * crack);
    const rim = mix([250, 254, 255], body, step(0.16, 0.36, depth + 0.14 * (noise(x, y, 8) - 0.5)));
    const outlined = mix([30, 92, 160], rim, step(0.02, 0.1, depth));
    const length = 1.7 * step(0.35, 0.9, ny) * step(0.4, 0.75, noise(x, 0, 16));
    const edge = step(-0.05 - length, 0.02 - length, depth);
    const icicle = mix(
      [60, 136, 200],
      [214, 240, 252],
      step(0.05, 0.3, depth + length) - 0.5 * noise(x, y, 7),
    );
    const haze = 0.3 * step(-0.7, 0, depth) ** 2;
    return { colour: depth > 0 ? outlined : mix([150, 206, 244], icicle, edge), alpha: Math.max(edge, haze) };
  },
  // Grey stone, hewn, on which moss grows: thick on what faces up, hardly any below.
  moss: ({ depth, ny, x, y }, noise) => {
    const grain = 0.5 * noise(x, y, 22) + 0.3 * noise(x, y, 8) + 0.2 * noise(x, y, 3);
    const stone = mix([54, 52, 52], [188, 182, 170], grain + 0.25 * step(0.1, 0.6, depth) - 0.2);
    const thick = 0.14 + 0.62 * step(0.2, -0.9, ny) + 0.4 * (noise(x, y, 18) - 0.5);
    const over = 0.3 * step(0.3, -0.8, ny) * (0.4 + noise(x, y, 6));
    const tufts = 0.5 * noise(x, y, 5) + 0.5 * noise(x, y, 11);
    const green = mix([24, 52, 14], [164, 196, 62], tufts * 1.15 - 0.1 - 0.15 * ny);
    const inside = mix(green, stone, step(thick - 0.06, thick + 0.06, depth));
    return { colour: depth > 0 ? inside : green, alpha: step(-over - 0.05, -over + 0.02, depth) };
  },
};

/** Smooth noise of cells of so many pixels, 0..1. */
function noiseOf(seed: number) {
  const random = randomNumbers(seed);
  const lattice = Float32Array.from({ length: 256 * 256 }, random);
  const ease = (t: number) => t * t * (3 - 2 * t);
  return (x: number, y: number, cell: number) => {
    const [left, top] = [Math.floor(x / cell), Math.floor(y / cell)];
    const [across, down] = [ease(x / cell - left), ease(y / cell - top)];
    const at = (i: number, j: number) => lattice[((top + j + cell * 7) & 255) * 256 + ((left + i) & 255)]!;
    const row = (j: number) => at(0, j) + (at(1, j) - at(0, j)) * across;
    return row(0) + (row(1) - row(0)) * down;
  };
}

const fonts = (await Promise.all((['abril-fatface', 'ma-shan-zheng'] as const).map(openBuiltInFont))).flat();
const { letters, ...box } = layOut(TEXT, fonts, { size: SIZE, lineHeight: 1, spacing: 0.16, align: 'start', vertical: false }); // prettier-ignore
const [width, height] = [Math.ceil(box.width) + 2 * MARGIN, Math.ceil(box.height) + 2 * MARGIN];
const mask = await coverage(letters, { x: -MARGIN, y: -MARGIN, width, height });
const distance = signedDistance(mask);
const { mean } = strokeRadius(distance);
const smooth: Field = blurred(distance, Math.round(mean / 5));
for (const [seed, [name, draw]] of Object.entries(drawings).entries()) {
  const noise = noiseOf(seed + 1);
  const data = new Uint8ClampedArray(4 * width * height);
  for (const [k, pixels] of distance.data.entries()) {
    const [x, y] = [k % width, Math.floor(k / width)];
    const at = (i: number, j: number) => smooth.data[Math.min(height - 1, Math.max(0, y + j)) * width + Math.min(width - 1, Math.max(0, x + i))]!; // prettier-ignore
    const [gx, gy] = [at(-2, 0) - at(2, 0), at(0, -2) - at(0, 2)];
    const length = Math.hypot(gx, gy) || 1;
    const spot = { depth: pixels / mean, nx: gx / length, ny: gy / length, x, y };
    const { colour, alpha } = draw(spot, noise);
    data.set([...colour, 255 * alpha], 4 * k);
  }
  const picture = () => sharp(Buffer.from(data.buffer), { raw: { width, height, channels: 4 } });
  await picture()
    .webp({ quality: 92, alphaQuality: 95, exact: true })
    .toFile(join(FOLDER, `${name}.webp`));
  await picture()
    .resize(240)
    .webp()
    .toFile(join(PREVIEWS, `${name}.webp`));
}
await sharp(Buffer.from(Uint8Array.from(mask.data, (value) => 255 * value)), {
  raw: { width, height, channels: 1 },
})
  .png({ palette: true, colours: 16 })
  .toFile(join(FOLDER, 'mask.png'));
