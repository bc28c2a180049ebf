/**
 * Makes the picture of the built-in style `mosaic` from a painting; it comes out the same each time:
 *
 *     node --import tsx tools/mosaic.ts
 *
 * Rows of square stones follow the painting's contours, and are evened out as in A. Hausner, "Simulating Decorative
 * Mosaics" (SIGGRAPH 2001): Lloyd's relaxation of a Voronoi diagram whose metric is square and turned with the contours.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { type Contours, findContours, type Picture } from './contours.ts';

/** Lengths are in pixels of the finished mosaic. */
const STONE = 26;
const GROUT = { width: 2.8, colour: [84, 74, 62] } as const;
const RELAXATIONS = 12;
/** The mosaic is painted this much larger and then shrunk, for smooth edges. */
const OVERSAMPLING = 2;
const SATURATION = 1.3;
/** The way to the light: from above, a little from the left. */
const LIGHT = [-0.6, -0.8] as const;

/** Its sides lie along `angle`, in radians, and across it. `colour`: RGB. */
interface Stone {
  x: number;
  y: number;
  angle: number;
  colour: number[];
}
/** For each pixel, the number of its stone and of the next nearest, and the eighth powers of their distances. */
interface Cells {
  stone: Int32Array;
  next: Int32Array;
  distance: Float32Array;
  nextDistance: Float32Array;
}

/** Evenly spread in [-1, 1), and always the same for the same whole numbers. */
function noise(a: number, b: number): number {
  let bits = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 31 - 1;
}

/** Noise that runs smoothly from one whole number to the next. */
function smoothNoise(x: number, y: number, kind: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [smoothStep(x - column), smoothStep(y - row)];
  const at = (dx: number, dy: number) => noise((row + dy) * 8192 + column + dx, kind);
  return (1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) + v * ((1 - u) * at(0, 1) + u * at(1, 1));
}

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

function smoothStep(value: number): number {
  const t = clamp(value, 1);
  return t * t * (3 - 2 * t);
}

/** Stones in rows: first on both sides of the strongest contours, then each beside one that lies already. */
function layStones({ width, height }: Picture, { strength, angle }: Contours): Stone[] {
  const stones: Stone[] = [];
  const taken = new Uint8Array(width * height);
  const room = 0.85 * STONE;
  const lay = (fromX: number, fromY: number, turn: number, distance: number) => {
    const [x, y] = [fromX + Math.cos(turn) * distance, fromY + Math.sin(turn) * distance];
    const site = Math.floor(y) * width + Math.floor(x);
    if (x < 0 || y < 0 || x >= width || y >= height || taken[site]) return;
    stones.push({ x, y, angle: angle[site]!, colour: [] });
    for (let row = Math.ceil(clamp(y - room, height)); row < Math.min(y + room, height); row++)
      for (let column = Math.ceil(clamp(x - room, width)); column < Math.min(x + room, width); column++)
        if (Math.hypot(column - x, row - y) < room) taken[row * width + column] = 1;
  };
  const sites = Array.from({ length: Math.floor(taken.length / 7) }, (_, i) => 7 * i);
  for (const site of sites.sort((a, b) => strength[b]! - strength[a]! || a - b)) {
    let number = stones.length;
    for (const side of [-0.5, 0.5]) lay(site % width, Math.floor(site / width), angle[site]!, side * STONE);
    for (let stone = stones[number]; stone; stone = stones[++number])
      for (const quarter of [1, 3, 0, 2]) lay(stone.x, stone.y, stone.angle + (quarter * Math.PI) / 2, STONE);
  }
  return stones;
}

function eighthPower(value: number): number {
  const square = value * value;
  return square * square * square * square;
}

/** The Voronoi diagram of the stones, `scale` times as large, in a nearly square metric (the 8-norm) turned with each. */
function findCells(stones: Stone[], { width, height }: Picture, scale: number): Cells {
  const [w, h] = [width * scale, height * scale];
  const [stone, next] = [new Int32Array(w * h), new Int32Array(w * h)];
  const distance = new Float32Array(w * h).fill(Infinity);
  const nextDistance = new Float32Array(w * h).fill(Infinity);
  const reach = 1.9 * STONE;
  for (const [number, { x, y, angle }] of stones.entries()) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [top, bottom] = [y - reach, y + reach].map((edge) => clamp(Math.ceil(edge * scale), h)) as [number, number]; // prettier-ignore
    const [left, right] = [x - reach, x + reach].map((edge) => clamp(Math.ceil(edge * scale), w)) as [number, number]; // prettier-ignore
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) {
        const i = row * w + column;
        const [dx, dy] = [column / scale - x, row / scale - y];
        const found = eighthPower(dx * cos + dy * sin) + eighthPower(dy * cos - dx * sin);
        if (found < distance[i]!) {
          nextDistance[i] = distance[i]!;
          next[i] = stone[i]!;
          distance[i] = found;
          stone[i] = number;
        } else if (found < nextDistance[i]!) {
          nextDistance[i] = found;
          next[i] = number;
        }
      }
  }
  return { stone, next, distance, nextDistance };
}

/** Gives each stone the colour and the middle of its cell without the contours, so that these run between stones. */
function relax(stones: Stone[], picture: Picture, { strength, angle }: Contours): Stone[] {
  const { width, data } = picture;
  const sums = stones.map(() => ({ weight: 0, x: 0, y: 0, colour: [0, 0, 0] }));
  for (const [i, number] of findCells(stones, picture, 1).stone.entries()) {
    const sum = sums[number]!;
    const weight = Math.max(0.08, 1 - strength[i]! / 0.06);
    sum.weight += weight;
    sum.x += weight * (i % width);
    sum.y += weight * Math.floor(i / width);
    for (let channel = 0; channel < 3; channel++) sum.colour[channel]! += weight * data[3 * i + channel]!;
  }
  return sums
    .filter(({ weight }) => weight > 0)
    .map((sum) => {
      const [x, y] = [sum.x / sum.weight, sum.y / sum.weight];
      const colour = sum.colour.map((value) => value / sum.weight);
      return { x, y, angle: angle[Math.floor(y) * width + Math.floor(x)]!, colour };
    });
}

/** As no two stones are alike: a little lighter or darker, of another hue, and more saturated than the painting. */
function tint(stone: Stone, number: number): Stone {
  const [red, green, blue] = stone.colour as [number, number, number];
  const grey = 0.3 * red + 0.59 * green + 0.11 * blue;
  const vary = (value: number, channel: number) =>
    (1.04 + 0.13 * noise(number, 1)) * (grey + SATURATION * (value - grey)) + 9 * noise(number, 2 + channel);
  return { ...stone, colour: stone.colour.map(vary) };
}

/** Stones like glass: each tilted its own way, with edges that catch the light, faint veins, and mortar between. */
function paint(stones: Stone[], picture: Picture): Picture {
  const [width, height] = [picture.width * OVERSAMPLING, picture.height * OVERSAMPLING];
  const cells = findCells(stones, picture, OVERSAMPLING);
  const data = new Uint8ClampedArray(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [column, row] = [i % width, Math.floor(i / width)];
    const [x, y] = [column / OVERSAMPLING, row / OVERSAMPLING];
    // Hand-cut: the lines between the stones waver.
    const waver = (kind: number) => Math.round(0.7 * OVERSAMPLING * smoothNoise(x / 6, y / 6, kind));
    const at = clamp(row + waver(10), height - 1) * width + clamp(column + waver(11), width - 1);
    const number = cells.stone[at]!;
    const [here, next] = [stones[number]!, stones[cells.next[at]!]!];
    const inside = (cells.nextDistance[at]! ** 0.125 - cells.distance[at]! ** 0.125 - GROUT.width) / 2;
    const cover = smoothStep(inside / 1.2 + 0.5);
    const [awayX, awayY] = [next.x - here.x, next.y - here.y];
    const lit = (awayX * LIGHT[0] + awayY * LIGHT[1]) / Math.hypot(awayX, awayY);
    const tilt = ((x - here.x) * noise(number, 6) + (y - here.y) * noise(number, 7)) / STONE;
    const vein = smoothNoise(x / 3 + 900 * noise(number, 8), y / 3, 12);
    const shade = 1.06 + 0.24 * tilt + 0.24 * lit * (1 - smoothStep(inside / 3.2)) + 0.05 * vein;
    const mortar = 1 + 0.18 * smoothNoise(x / 1.5, y / 1.5, 13);
    for (let channel = 0; channel < 3; channel++)
      data[3 * i + channel] =
        cover * shade * here.colour[channel]! + (1 - cover) * mortar * GROUT.colour[channel]!;
  }
  return { width, height, data };
}

/** The JPEG of a mosaic after `painting`, an image file; its longer side has `side` pixels. */
export async function layMosaic(painting: string, side: number): Promise<Buffer> {
  const image = sharp(painting).resize(side, side, { fit: 'inside' }).removeAlpha().toColourspace('srgb');
  const { data: pixels, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const picture = { width: info.width, height: info.height, data: pixels };
  const contours = findContours(picture);
  let stones = layStones(picture, contours);
  for (let i = 0; i < RELAXATIONS; i++) stones = relax(stones, picture, contours);
  const { width, height, data } = paint(stones.map(tint), picture);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize(picture.width, picture.height)
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const assets = path.join(import.meta.dirname, '../assets');
  const mosaic = path.join(assets, 'styles/mosaic/style.jpg');
  const painting = path.join(assets, 'paintings/training/village-street-in-auvers.jpg');
  await writeFile(mosaic, await layMosaic(painting, 1024));
}
