import { tensorShapes } from '@atelier/model/architecture';
import { type Checkpoint } from '@atelier/model/checkpoint';
import { type TrainingConfig } from '@atelier/model/config';
import { type Rgb } from '../src/index.ts';

/** Numbers of −1..1 from a linear congruential generator. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** A network with random weights, its norms' weights away from 1 and 0. */
export function network(width: number, seed: number, training?: TrainingConfig): Checkpoint {
  const next = numbers(seed);
  const tensors: Checkpoint['tensors'] = new Map();
  for (const [name, shape] of tensorShapes(width)) {
    const length = shape.reduce((a, b) => a * b);
    const centre = name.endsWith('norm.weight') ? 1 : 0;
    const spread = shape.length === 4 ? (length / shape[0]!) ** -0.5 : 0.4;
    tensors.set(name, { shape, data: Float32Array.from({ length }, () => centre + spread * next()) });
  }
  const architecture = { name: 'transformer-net', width } as const;
  return {
    metadata: { formatVersion: 1, kind: 'weights', architecture, iteration: 0, training },
    tensors,
  };
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
