import { expect, test } from 'vitest';
import {
  type Checkpoint,
  CheckpointError,
  readCheckpoint,
  writeCheckpoint,
  writeSafetensors,
} from './index.ts';

const checkpoint: Checkpoint = {
  metadata: {
    formatVersion: 1,
    kind: 'weights',
    architecture: { name: 'transformer-net', width: 16 },
    iteration: 300,
  },
  tensors: new Map([['a', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }]]),
};

test.each([true, false])(
  'a byte of the tensors or the description that has changed is found, half precision: %s',
  (half) => {
    const bytes = writeCheckpoint(checkpoint, { half });
    expect(readCheckpoint(bytes)).toEqual(checkpoint);
    const body = bytes.length - (half ? 12 : 24);
    const iteration = new TextDecoder('latin1').decode(bytes).indexOf('300');
    for (let at = body; at < bytes.length; at++) expectDamaged(bytes, at);
    expectDamaged(bytes, iteration);
  },
);

function expectDamaged(bytes: Uint8Array, at: number): void {
  const changed = bytes.slice();
  changed[at]! ^= 1;
  expect(() => readCheckpoint(changed), String(at)).toThrow(CheckpointError);
  expect(() => readCheckpoint(changed)).toThrow('are damaged: their SHA-256 is another');
}

test('a file of an older version, which has no SHA-256, is read', () => {
  const metadata = { atelier: JSON.stringify(checkpoint.metadata) };
  expect(readCheckpoint(writeSafetensors(checkpoint.tensors, metadata))).toEqual(checkpoint);
});
