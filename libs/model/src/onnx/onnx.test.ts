import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { type Checkpoint, CheckpointError, readSafetensors } from '../checkpoint/index.ts';
import { exportOnnx, importOnnx } from './index.ts';
import { exportNetwork } from './network.ts';
import { decodeModel } from './schema.ts';

/** PyTorch's network of width 8 with an input and its output, the network applied without normalisation. */
const parity = readSafetensors(
  readFileSync(new URL('../../test/parity/step_w8.safetensors', import.meta.url)),
).tensors;

function checkpoint(): Checkpoint {
  const tensors = new Map(
    [...parity].flatMap(([name, tensor]) =>
      name.startsWith('weight/') ? [[name.slice('weight/'.length), tensor] as const] : [],
    ),
  );
  const architecture = { name: 'transformer-net', width: 8 } as const;
  return { metadata: { formatVersion: 1, kind: 'weights', architecture, iteration: 7 }, tensors };
}

async function paint(model: Uint8Array, data: Float32Array, height: number, width: number) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const { painting } = await session.run({ photo: new Tensor('float32', data, [1, 3, height, width]) });
  await session.release();
  return { data: painting!.data as Float32Array, dims: painting!.dims };
}

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);

describe('exportOnnx', () => {
  it("agrees with PyTorch's network", async () => {
    const model = exportNetwork(checkpoint(), { normalise: false });
    const input = parity.get('input')!.data;
    const expected = parity.get('output')!.data;
    const size = 3 * 64 * 96;
    for (const i of [0, 1]) {
      const { data } = await paint(model, input.slice(i * size, (i + 1) * size), 64, 96);
      expect(data).toHaveLength(size);
      expect(largestDifference(data, expected.slice(i * size, (i + 1) * size))).toBeLessThan(1e-4);
    }
  });

  it('normalises, de-normalises and clamps', async () => {
    const mean = [0.485, 0.456, 0.406];
    const std = [0.229, 0.224, 0.225];
    const channel = (i: number) => Math.floor(i / (64 * 96));
    const input = parity.get('input')!.data.slice(0, 3 * 64 * 96);
    const normalised = input.map((value, i) => (value - mean[channel(i)]!) / std[channel(i)]!);
    const bare = await paint(exportNetwork(checkpoint(), { normalise: false }), normalised, 64, 96);
    const expected = bare.data.map((value, i) =>
      Math.min(1, Math.max(0, value * std[channel(i)]! + mean[channel(i)]!)),
    );
    const { data } = await paint(exportOnnx(checkpoint()), input, 64, 96);
    expect(largestDifference(data, expected)).toBeLessThan(1e-5);
  });

  it('paints any size, rounded up to a multiple of 4', async () => {
    const { dims } = await paint(exportOnnx(checkpoint()), new Float32Array(3 * 33 * 41), 33, 41);
    expect(dims).toEqual([1, 3, 36, 44]);
  });

  it('names the tensor that does not fit', () => {
    const missing = checkpoint();
    missing.tensors.delete('model.4.block.1.norm.bias');
    expect(() => exportOnnx(missing)).toThrow(
      new CheckpointError('tensor model.4.block.1.norm.bias is missing: this is not a network of width 8'),
    );
    const wide = checkpoint();
    wide.metadata.architecture.width = 16;
    expect(() => exportOnnx(wide)).toThrow(
      new CheckpointError(
        'tensor model.0.block.1.weight has shape 8×3×9×9; a network of width 16 has 16×3×9×9',
      ),
    );
    const more = checkpoint();
    more.tensors.set('model.11.weight', { shape: [1], data: new Float32Array(1) });
    expect(() => exportOnnx(more)).toThrow(
      new CheckpointError('tensor model.11.weight does not belong to a transformer net'),
    );
  });
});

describe('importOnnx', () => {
  it('gives the exported checkpoint back', () => {
    const { metadata, tensors } = importOnnx(exportOnnx(checkpoint()));
    expect(metadata).toEqual(checkpoint().metadata);
    expect(tensors).toEqual(checkpoint().tensors);
  });

  it('refuses what it did not write', () => {
    const bytes = exportOnnx(checkpoint());
    expect(() => importOnnx(bytes.subarray(0, bytes.length - 100))).toThrow(CheckpointError);
    expect(() => importOnnx(new TextEncoder().encode('not a network'))).toThrow(CheckpointError);
    expect(() => importOnnx(new Uint8Array())).toThrow(CheckpointError);
  });

  it('uses operators only of the opset that it names', () => {
    const { opsetImport, irVersion } = decodeModel(exportOnnx(checkpoint()));
    expect({ opsetImport, irVersion }).toEqual({ opsetImport: [{ domain: '', version: 18 }], irVersion: 8 });
  });
});
