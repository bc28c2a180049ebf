import { readFileSync } from 'node:fs';
import { lossNetworkShapes } from '../src/networks/loss-network.ts';
import { readSafetensors, type Tensors } from '../src/checkpoint/index.ts';

const folder = new URL('./parity/', import.meta.url);

/** A file of PyTorch's numbers (made by PyTorch 2.13; see parity/README.md). */
export function parityTensors(file: string): Tensors {
  return readSafetensors(readFileSync(new URL(file, folder))).tensors;
}

export function parityNumbers<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as T;
}

/** A VGG of the parity files, whose weights come from a formula so that nobody needs the real ones. */
export function formulaVgg(network: 'vgg16' | 'vgg19'): Tensors {
  const seed = { vgg16: 1000, vgg19: 3000 }[network];
  return new Map(
    [...lossNetworkShapes(network)].map(([name, shape], k) => {
      const length = shape.reduce((a, b) => a * b, 1);
      if (shape.length === 1) return [name, { shape, data: new Float32Array(length) }];
      const factor = Math.fround(Math.sqrt(24 / (shape[1]! * 9)));
      return [name, { shape, data: uniform(seed + k / 2, length).map((x) => x * factor) }];
    }),
  );
}

/** x ← (1664525·x + 1013904223) mod 2³², x / 2³² − 0.5. */
function uniform(seed: number, length: number): Float32Array {
  const out = new Float32Array(length);
  let x = seed;
  for (let i = 0; i < length; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    out[i] = x / 2 ** 32 - 0.5;
  }
  return out;
}

/** The largest difference of two arrays, relative to the largest value of the second. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length)
    throw new Error(`${actual.length} values against ${expected.length}`);
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / largest;
}
