import { type Checkpoint } from '@atelier/model/checkpoint';
import { exportOnnx, exportPasses } from '@atelier/model/onnx';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Engine, type Network, type Rgb } from '../src/index.ts';

export const engine: Engine = {
  create: (model, options) => InferenceSession.create(model, options),
  Tensor,
};

/** Numbers of −1..1 from a linear congruential generator. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** A network with random weights; its norms' weights away from 1 and 0, its paintings full of contrast. */
export function checkpoint(width: number, seed: number): Checkpoint {
  const next = numbers(seed);
  const tensors: Checkpoint['tensors'] = new Map();
  const layer = (name: string, from: number, to: number, kernel: number, norm = true) => {
    const fill = (shape: number[], centre: number, spread: number) => ({
      shape,
      data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => centre + spread * next()),
    });
    tensors.set(`${name}.block.1.weight`, fill([to, from, kernel, kernel], 0, (from * kernel ** 2) ** -0.5));
    tensors.set(`${name}.block.1.bias`, fill([to], 0, 0.1));
    if (!norm) return;
    tensors.set(`${name}.norm.weight`, fill([to], 1, 0.5));
    tensors.set(`${name}.norm.bias`, fill([to], 0, 0.3));
  };
  layer('model.0', 3, width, 9);
  layer('model.1', width, 2 * width, 3);
  layer('model.2', 2 * width, 4 * width, 3);
  for (const block of [3, 4, 5, 6, 7])
    for (const half of [0, 1]) layer(`model.${block}.block.${half}`, 4 * width, 4 * width, 3);
  layer('model.8', 4 * width, 2 * width, 3);
  layer('model.9', 2 * width, width, 3);
  layer('model.10', width, 3, 9, false);
  const architecture = { name: 'transformer-net', width } as const;
  return { metadata: { formatVersion: 1, kind: 'weights', architecture, iteration: 0 }, tensors };
}

export function network(width: number, seed: number): Network {
  const cp = checkpoint(width, seed);
  return { width, whole: exportOnnx(cp), passes: () => exportPasses(cp) };
}

/** Coloured waves with noise, brighter to the right and the bottom: its statistics differ from place to place. */
export function picture(width: number, height: number, seed: number): Rgb {
  const next = numbers(seed);
  const data = new Uint8Array(3 * width * height);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const light = (x / width + y / height) / 2;
    data[i] = 255 * (0.7 * light + 0.1 * (1 + Math.sin(x / (3 + (i % 3)) + y / 5)) + 0.05 * (1 + next()));
  }
  return { width, height, data };
}

/** Largest and mean difference of two pictures' values. */
export function difference(a: Rgb, b: Rgb): { largest: number; mean: number } {
  let [largest, sum] = [0, 0];
  for (const [i, value] of a.data.entries()) {
    const distance = Math.abs(value - b.data[i]!);
    largest = Math.max(largest, distance);
    sum += distance;
  }
  return { largest, mean: sum / a.data.length };
}
