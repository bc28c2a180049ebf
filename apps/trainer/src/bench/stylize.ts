import { tensorShapes } from '@atelier/model/architecture';
import { openPainter, type Painter, type Rgb } from '@atelier/stylize';
import { nodeEngine } from '@atelier/stylize/node';
import { linearRegression, linearRegressionLine, median } from 'simple-statistics';
import { openRowFile } from '../painting/row-file.ts';

export interface StylizeBenchmark {
  /** Seconds per picture: the median, and the fastest and slowest of all. */
  median_s: number;
  min_s: number;
  max_s: number;
  megapixels: number;
  s_per_megapixel: number;
}

export interface StylizeSettings {
  width: number;
  /** Pixels of the picture. */
  columns: number;
  rows: number;
  /** Megabytes that painting may take: decides whether the picture is painted whole or in bands. */
  memory: number;
  /** Timed pictures. */
  runs: number;
}

/** Times the painting of a picture of noise with random weights: speed depends on neither. */
export async function benchStylize({
  width,
  columns,
  rows,
  memory,
  runs,
}: StylizeSettings): Promise<StylizeBenchmark> {
  const painter = await openRandom(width);
  await warmUp(painter);
  const times = await paintingTimes(painter, noisePicture(columns, rows), memory, runs);
  await painter.close();
  const megapixels = (columns * rows) / 1e6;
  return {
    median_s: median(times),
    min_s: Math.min(...times),
    max_s: Math.max(...times),
    megapixels,
    s_per_megapixel: median(times) / megapixels,
  };
}

export interface LineBenchmark {
  /** The line: seconds for a picture without pixels, and for each megapixel. */
  fixed_s: number;
  s_per_megapixel: number;
  points: { size: string; megapixels: number; median_s: number; residual_s: number }[];
}

/** 0.25 to 12 megapixels, 4:3. */
const SIZES = [
  [576, 432],
  [816, 612],
  [1152, 864],
  [1632, 1224],
  [2304, 1728],
  [3264, 2448],
  [4000, 3000],
] as const;

/** Times pictures of several sizes and fits a line of seconds against megapixels. */
export async function benchLine({
  width,
  memory,
  runs,
}: Pick<StylizeSettings, 'width' | 'memory' | 'runs'>): Promise<LineBenchmark> {
  const painter = await openRandom(width);
  await warmUp(painter);
  const points = [];
  for (const [columns, rows] of SIZES) {
    const times = await paintingTimes(painter, noisePicture(columns, rows), memory, runs);
    points.push({ size: `${columns}x${rows}`, megapixels: (columns * rows) / 1e6, median_s: median(times) });
  }
  await painter.close();
  const fit = linearRegression(points.map(({ megapixels, median_s }) => [megapixels, median_s]));
  const seconds = linearRegressionLine(fit);
  return {
    fixed_s: fit.b,
    s_per_megapixel: fit.m,
    points: points.map((point) => ({ ...point, residual_s: point.median_s - seconds(point.megapixels) })),
  };
}

function openRandom(width: number): Promise<Painter> {
  const checkpoint = {
    metadata: {
      formatVersion: 1 as const,
      kind: 'weights' as const,
      architecture: { name: 'transformer-net' as const, width },
      iteration: 0,
    },
    tensors: new Map(
      [...tensorShapes(width)].map(([name, shape]) => [name, { shape, data: weights(shape) }]),
    ),
  };
  return openPainter(checkpoint, nodeEngine(), { store: openRowFile });
}

/** An untimed picture: the first one pays for the engine's start. */
const warmUp = (painter: Painter) => painter.paint(noisePicture(256, 256));

/** Seconds of each painting. */
async function paintingTimes(painter: Painter, photo: Rgb, memory: number, runs: number): Promise<number[]> {
  const times: number[] = [];
  for (let k = 0; k < runs; k++) {
    const start = performance.now();
    await painter.paint(photo, { strokes: 'full', memory });
    times.push((performance.now() - start) / 1000);
  }
  return times;
}

const noisePicture = (width: number, height: number): Rgb => ({
  width,
  height,
  data: noise(width * height * 3),
});

/** Small enough that nothing overflows on its way through the layers. */
function weights(shape: number[]): Float32Array {
  const length = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from(noise(length), (value) => (value / 255 - 0.5) / Math.sqrt(length / shape[0]!));
}

function noise(length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let i = 0, x = 1; i < length; i++) out[i] = (x = (Math.imul(x, 1664525) + 1013904223) >>> 0) >>> 24;
  return out;
}
