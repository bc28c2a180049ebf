import { expect, it } from 'vitest';
import { picture } from '../test/networks.ts';
import { grainedGround } from './plain-ground.ts';
import { type Rgb } from './rgb.ts';

const plain = (width: number, height: number, value: number): Rgb => ({
  width,
  height,
  data: new Uint8Array(3 * width * height).fill(value),
});

it('what is plain gets a little noise, the same each time and whatever is around', () => {
  const grey = plain(300, 280, 120);
  const { data } = grainedGround(grey);
  const mean = (of: (value: number) => number) =>
    data.reduce((sum, value) => sum + of(value), 0) / data.length;
  expect(mean((value) => value)).toBeCloseTo(120, 1);
  expect(Math.sqrt(mean((value) => (value - 120) ** 2))).toBeCloseTo(2, 1);
  expect(grey.data.every((value) => value === 120)).toBe(true);
  expect(grainedGround(grey).data).toEqual(data);
  expect(grainedGround(plain(300, 200, 120)).data).toEqual(data.slice(0, 3 * 300 * 200));
});

it('a photo that varies everywhere is given back itself', () => {
  const photo = picture(200, 150, 3);
  expect(grainedGround(photo)).toBe(photo);
});

it('beside a figure on plain ground the ground gets it, up to the contour; the figure keeps its texture', () => {
  const [ground, texture] = [plain(200, 150, 250), picture(200, 150, 3)];
  const figure = (x: number) => x >= 80 && x < 140;
  const data = ground.data.map((value, i) => (figure(Math.floor(i / 3) % 200) ? texture.data[i]! : value));
  const grained = grainedGround({ ...ground, data }).data;
  const changed = (from: number, to: number) =>
    data.filter((value, i) => {
      const x = Math.floor(i / 3) % 200;
      return x >= from && x < to && value !== grained[i];
    }).length /
    (3 * 150 * (to - from));
  expect(changed(60, 79)).toBeGreaterThan(0.6);
  expect(changed(80, 140)).toBe(0);
});

it('skies, which vary slowly, are left as they are', () => {
  const sky = plain(200, 150, 0);
  for (let i = 0; i < sky.data.length; i++) sky.data[i] = 150 + Math.floor(i / 3 / 200 / 8); // blocks of 8 rows
  expect(grainedGround(sky)).toBe(sky);
});

it('transparency stays', () => {
  const alpha = new Uint8Array(64 * 64).fill(9);
  expect(grainedGround({ ...plain(64, 64, 255), alpha }).alpha).toBe(alpha);
});
