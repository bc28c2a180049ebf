import { expect, it } from 'vitest';
import { Resolution } from './resolution.ts';

const camera = { width: 1280, height: 720 };

/** The sizes after each of so many frames, where a pixel takes `cost` milliseconds. */
function sizes(cost: number, frames: number, resolution = new Resolution(), of = camera) {
  return Array.from({ length: frames }, () => {
    const size = resolution.size(of);
    resolution.took(cost * size.width * size.height, size);
    return size;
  });
}

it('begins at the camera’s shape, in sides that the network takes as they are', () => {
  expect(new Resolution().size(camera)).toEqual({ width: 256, height: 144 });
  expect(new Resolution().size({ width: 480, height: 640 })).toEqual({ width: 192, height: 256 });
});

it.each([
  { cost: 0.0005, long: 384 },
  { cost: 0.0012, long: 256 },
  { cost: 1, long: 224 },
])(
  'settles where a frame takes a fifteenth of a second, or at the least: $cost ms a pixel',
  ({ cost, long }) => {
    const last = sizes(cost, 30).slice(-10);
    expect(new Set(last.map(({ width }) => width))).toEqual(new Set([long]));
  },
);

it('goes up again when the device has more to give', () => {
  const resolution = new Resolution();
  sizes(1, 30, resolution);
  expect(sizes(0.0005, 60, resolution).at(-1)?.width).toBe(384);
});

it('does not count the first frame of a size', () => {
  const resolution = new Resolution();
  resolution.took(60_000, resolution.size(camera));
  expect(resolution.size(camera).width).toBe(256);
});

it('paints no frame larger than it comes', () => {
  const small = { width: 200, height: 120 };
  expect(sizes(0.00001, 20, new Resolution(), small).at(-1)).toEqual(small);
});
