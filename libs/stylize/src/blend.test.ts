import { describe, expect, it } from 'vitest';
import { picture } from '../test/networks.ts';
import { blend, type Rgb } from './index.ts';

const pixel = (...data: number[]): Rgb => ({ width: 1, height: 1, data: Uint8Array.from(data) });
const luma = ({ data }: Rgb) => 0.299 * data[0]! + 0.587 * data[1]! + 0.114 * data[2]!;

describe('blend', () => {
  const photo = picture(7, 5, 1);
  const painting = picture(7, 5, 2);

  it('is the photo at strength 0 and the painting at 1', () => {
    expect(blend(photo, painting, { strength: 0, keepColours: false })).toEqual(photo);
    expect(blend(photo, painting, { strength: 0, keepColours: true })).toEqual(photo);
    expect(blend(photo, painting, { strength: 1, keepColours: false })).toEqual(painting);
  });

  it('mixes in proportion', () => {
    const mixed = blend(pixel(0, 100, 200), pixel(255, 50, 201), { strength: 0.4, keepColours: false });
    expect([...mixed.data]).toEqual([102, 80, 200]);
  });

  it("keeps the photo's colour differences at the painting's luma", () => {
    const mixed = blend(pixel(120, 80, 100), pixel(10, 200, 60), { strength: 1, keepColours: true });
    const lift = luma(pixel(10, 200, 60)) - luma(pixel(120, 80, 100));
    expect([...mixed.data]).toEqual([120, 80, 100].map((value) => Math.round(value + lift)));
  });

  it('draws colours towards grey rather than leave 0..255, keeping the luma', () => {
    const mixed = blend(pixel(255, 0, 0), pixel(250, 250, 250), { strength: 1, keepColours: true });
    expect(Math.abs(luma(mixed) - 250)).toBeLessThan(1);
    expect(mixed.data[0]).toBe(255);
    const black = blend(pixel(255, 0, 0), pixel(0, 0, 0), { strength: 1, keepColours: true });
    expect([...black.data]).toEqual([0, 0, 0]);
  });

  it('leaves its inputs alone', () => {
    const before = [photo.data.slice(), painting.data.slice()];
    blend(photo, painting, { strength: 0.5, keepColours: true });
    expect([photo.data, painting.data]).toEqual(before);
  });

  it('refuses pictures of two sizes and a strength out of range', () => {
    expect(() => blend(photo, pixel(0, 0, 0), { strength: 1, keepColours: false })).toThrow(
      'the photo has 7×5 pixels, the painting 1×1',
    );
    for (const strength of [-0.1, 1.1, NaN])
      expect(() => blend(photo, painting, { strength, keepColours: false })).toThrow(RangeError);
  });
});
