import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Checkpoint, type Tensors, writeSafetensors } from '../checkpoint/index.ts';
import { importPth } from './pth.ts';
import { writePth } from './pth-write.ts';
import { importSafetensors } from './safetensors.ts';

const file = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../test/wrappings', name)));
const plain = importPth(file('same.pt')).tensors;

test.each([
  'running.pth', // with running_mean and running_var
  'running_and_batches.pth', // and num_batches_tracked
  'state_dict.pth', // beside epoch, loss, optimizer
  'model.pth',
  'model_state_dict.pth',
  'proto4.pth',
  'proto5.pth',
])('%s is the network of the plain file', (name) => {
  expect(importPth(file(name)).tensors).toEqual(plain);
});

test.each(['module.pth', 'orig_mod.pth'])('%s: the prefix is taken off', (name) => {
  expect(importPth(file(name)).tensors).toEqual(importPth(file('same_in_report_names.pth')).tensors);
});

describe("the names of PyTorch's example, for pictures of 0..255", () => {
  const right = importPth(file('same_in_report_names.pth')).tensors;
  const expectSame = ({ tensors }: Checkpoint) => {
    expect([...tensors.keys()].sort()).toEqual([...right.keys()].sort());
    for (const [name, { shape, data }] of right) {
      expect(tensors.get(name)!.shape, name).toEqual(shape);
      const largest = Math.max(...data.map(Math.abs));
      const off = Math.max(...data.map((value, i) => Math.abs(value - tensors.get(name)!.data[i]!)));
      expect(off, name).toBeLessThanOrEqual(1e-6 * largest);
    }
  };
  test('are mapped to ours', () => expectSame(importPth(file('examples_names.pth'))));
});

test('any prefix, alone or several', () => {
  for (const prefix of ['module.', 'model.', 'net.', 'module._orig_mod.', 'generator.'])
    expect(importPth(writePth(prefixed(plain, prefix))).tensors).toEqual(plain);
});

test('a program that holds more than the network: only the network is taken, and of two networks none', () => {
  const other = new Map([['discriminator.0.weight', { shape: [1], data: new Float32Array(1) }]]);
  expect(importPth(writePth(new Map([...prefixed(plain, 'net.'), ...other]))).tensors).toEqual(plain);
  const both = new Map([...prefixed(plain, 'net.'), ...prefixed(plain, 'ema.')]);
  expect(() => importPth(writePth(both))).toThrow(/several networks: .*net\..*, .*ema\./);
});

test('safetensors as other programs write them, which say nothing of the network', () => {
  expect(importSafetensors(file('plain.safetensors')).tensors).toEqual(plain);
  expect(importSafetensors(writeSafetensors(prefixed(plain, 'module.'), { format: 'pt' })).tensors).toEqual(
    plain,
  );
  const rounded = importSafetensors(file('plain_bf16.safetensors')).tensors;
  for (const [name, { data }] of plain)
    for (const [i, value] of rounded.get(name)!.data.entries())
      expect(Math.abs(value - data[i]!)).toBeLessThanOrEqual(Math.abs(data[i]!) / 256);
});

test('safetensors that hold something else are refused in words', () => {
  const described = (header: unknown) => {
    const text = new TextEncoder().encode(JSON.stringify(header));
    const bytes = new Uint8Array(8 + text.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  const refused: [unknown, RegExp][] = [
    [{ __metadata__: null }, /model\.0\.block\.1\.weight is missing/],
    [{ __metadata__: { atelier: 'null' } }, /description is not valid/],
    [{ __metadata__: { atelier: '[]' } }, /description is not valid/],
    [{ a: null }, /entry of tensor a is damaged/],
    [{ a: { dtype: 'toString', shape: [1], data_offsets: [0, 0] } }, /is missing/],
    [[], /not a safetensors file/],
  ];
  for (const [header, message] of refused)
    expect(() => importSafetensors(described(header)), JSON.stringify(header)).toThrow(message);
});

function prefixed(tensors: Tensors, prefix: string): Tensors {
  return new Map([...tensors].map(([name, tensor]) => [prefix + name, tensor]));
}
