import { expect, test } from 'vitest';
import { strokesAs, strokesFor } from './strokes.ts';

const large = { width: 4000, height: 3000 };
const small = { width: 640, height: 400 }; // as a square of 506 pixels
const tiny = { width: 160, height: 100 };

test('all strokes differ for a large photo', () => {
  expect(strokesFor(large)).toEqual(['broad', 'medium', 'fine', 'full']);
  expect(strokesFor(large, 840)).toEqual(['broad', 'medium', 'fine', 'full']);
});

test('a photo that is smaller than the working size is painted as it is by a network that names none', () => {
  expect(strokesFor(tiny)).toEqual(['full']);
  expect(strokesAs(tiny, 'medium')).toBe('full');
});

test('where a style names its size a small photo is enlarged, as on the command line, at most twice', () => {
  expect(strokesFor(small, 840)).toEqual(['broad', 'medium', 'fine', 'full']);
  expect(strokesFor(small, 1600)).toEqual(['broad', 'medium', 'full']);
  expect(strokesAs(small, 'fine', 1600)).toBe('medium');
  expect(strokesFor(tiny, 840)).toEqual(['medium', 'full']);
  expect(strokesAs(tiny, 'broad', 840)).toBe('medium');
});
