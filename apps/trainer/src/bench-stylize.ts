import { Painter, type Rgb } from '@atelier/stylize';
import { exportOnnx, exportPasses, tensorShapes } from '@atelier/model/onnx';
import * as ort from 'onnxruntime-node';
import { median } from './median.ts';
import { openRowFile } from './row-file.ts';

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
  /** Timed pictures, after one that is not. */
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
  const painter = await Painter.open(
    { width, whole: exportOnnx(checkpoint), passes: () => exportPasses(checkpoint) },
    { create: (model, options) => ort.InferenceSession.create(model, options), Tensor: ort.Tensor },
  );
  const photo: Rgb = { width: columns, height: rows, data: noise(columns * rows * 3) };
  const times: number[] = [];
  for (let k = 0; k <= runs; k++) {
    const start = performance.now();
    await painter.paint(photo, { memory: memory * 1e6, store: openRowFile });
    if (k > 0) times.push((performance.now() - start) / 1000);
  }
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
