import { PaintingMemoryError } from '@atelier/stylize';
import { FilmRefused } from '@atelier/stylize/film';
import { expect, test } from 'vitest';
import { Refused } from '@/contracts/refused.ts';
import { thrownReason } from './thrown.ts';

/** What is really thrown. */
const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test.each([
  ['a buffer', () => new ArrayBuffer(2 ** 52)],
  ['an array', () => new Float32Array(2 ** 42)],
  ['memory of a WASM program', () => new WebAssembly.Memory({ initial: 65_536 }).grow(1)],
])('where there is no memory for %s that is said', (_, act) => {
  const thrown = thrownBy(act);
  expect(thrown).toBeInstanceOf(RangeError);
  expect(thrownReason(thrown)).toEqual({ kind: 'deviceMemory' });
});

test.each([
  // ONNX Runtime's words, as it is compiled to WASM.
  [new Error('std::bad_alloc'), 'deviceMemory'],
  [new Error('no available backend found. ERR: [wasm] RuntimeError: Aborted(OOM)'), 'deviceMemory'],
  [new PaintingMemoryError('a picture of 9000×9000 pixels needs more'), 'deviceMemory'],
  [new Error('no available backend found. ERR: [webgpu] TypeError: Failed to fetch'), 'noAnswer'],
  [new Error('no available backend found. ERR: [webgpu] Error: Failed to get GPU adapter.'), 'graphics'],
  [new FilmRefused('damaged', { kind: 'damaged' }), 'damaged'],
  [new Refused({ kind: 'noNetwork' }), 'noNetwork'],
  [new DOMException('The requested file could not be read', 'NotReadableError'), 'fileGone'],
  [new DOMException('no room', 'QuotaExceededError'), 'browserFull'],
  [new DOMException('Encoding error.', 'EncodingError'), 'coding'],
])('%s is known as %s', (thrown, kind) => {
  expect(thrownReason(thrown)).toEqual({ kind });
});

test('what nobody knows keeps its own words', () => {
  expect(thrownReason(new Error('a cat walked over the keyboard'))).toEqual({
    kind: 'inBrowser',
    words: 'a cat walked over the keyboard',
  });
});
