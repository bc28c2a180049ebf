import { expect, it } from 'vitest';
import { fromRgba, onWhite, toRgba } from './rgba.ts';

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

it('on white, what is transparent is white, and what is half transparent half white', () => {
  const picture = fromRgba(3, 1, Uint8Array.of(9, 99, 199, 255, 9, 99, 199, 0, 0, 100, 200, 51));
  expect(onWhite(picture)).toEqual({
    width: 3,
    height: 1,
    data: Uint8Array.of(9, 99, 199, 255, 255, 255, 204, 224, 244),
  });
});
