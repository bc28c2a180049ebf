import { expect, it } from 'vitest';
import { fromRgba, toRgba } from './rgba.ts';

it('a picture goes to RGBA and back; an alpha that says nothing is left out', () => {
  const clear = Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 9);
  const picture = fromRgba(2, 1, clear);
  expect(picture).toEqual({
    width: 2,
    height: 1,
    data: Uint8Array.of(1, 2, 3, 4, 5, 6),
    alpha: Uint8Array.of(255, 9),
  });
  expect(toRgba(picture)).toEqual(clear);
  const opaque = Uint8ClampedArray.of(1, 2, 3, 255);
  expect(fromRgba(1, 1, opaque)).toEqual({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3) });
  expect(toRgba(fromRgba(1, 1, opaque), new Uint8ClampedArray(4))).toEqual(opaque);
});
