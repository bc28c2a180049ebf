// Makes pictures of flat and softly shaded shapes, dark ones above all, to train on beside photos: few photos have a black
// hat on a white ground, and a network that has not seen one paints it brown. `node --import tsx tools/shapes.ts FOLDER`
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomNumbers } from '@atelier/lettering/random';
import sharp from 'sharp';

const COUNT = 120;
const [WIDTH, HEIGHT] = [320, 240];

function picture(seed: number): string {
  const random = randomNumbers(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const grey = (light: number, colour: number) =>
    `rgb(${[0, 1, 2].map(() => Math.round(255 * Math.min(1, Math.max(0, light + between(-colour, colour))))).join()})`;
  /** Half of them as dark as cloth and hair, the others of any lightness. */
  const light = () => (random() < 0.5 ? between(0, 0.1) : between(0, 1));
  const gradients: string[] = [];
  const shaded = (base: number) => {
    const colour = random() < 0.5 ? 0.02 : 0.2;
    const change = random() < 0.4 ? 0 : between(-0.15, 0.15);
    const stops = [base, base + change].map(
      (value, k) => `<stop offset="${k}" stop-color="${grey(value, colour)}"/>`,
    );
    gradients.push(`<linearGradient id="g${gradients.length}" gradientTransform="rotate(${between(0, 90)})">${stops.join('')}</linearGradient>`); // prettier-ignore
    return `url(#g${gradients.length - 1})`;
  };
  const shape = () => {
    const [x, y, w, h] = [between(-40, 280), between(-40, 200), between(40, 200), between(40, 180)];
    const fill = shaded(light());
    const kind = random();
    if (kind < 0.4) return `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" fill="${fill}"/>`;
    if (kind < 0.7) return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${between(0, 30)}" fill="${fill}" transform="rotate(${between(-40, 40)} ${x} ${y})"/>`; // prettier-ignore
    const points = Array.from({ length: 5 }, () => `${x + between(-w, w) / 2},${y + between(-h, h) / 2}`);
    return `<polygon points="${points.join(' ')}" fill="${fill}"/>`;
  };
  const ground = `<rect width="${WIDTH}" height="${HEIGHT}" fill="${shaded(random() < 0.5 ? between(0.7, 1) : light())}"/>`;
  const shapes = Array.from({ length: 1 + Math.floor(random() * 4) }, shape);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><defs>${gradients.join('')}</defs>${ground}${shapes.join('')}</svg>`;
}

const folder = process.argv[2];
if (!folder) throw new Error('which folder? node --import tsx tools/shapes.ts FOLDER');
await mkdir(folder, { recursive: true });
for (let seed = 1; seed <= COUNT; seed++) {
  const jpeg = await sharp(Buffer.from(picture(seed))).blur(0.7).flatten().jpeg({ quality: 88 }).toBuffer(); // prettier-ignore
  await writeFile(join(folder, `shape-${String(seed).padStart(3, '0')}.jpg`), jpeg);
}
