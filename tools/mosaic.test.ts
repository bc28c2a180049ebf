import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { findContours } from './contours.ts';
import { layMosaic } from './mosaic.ts';

test('an edge is a contour along it, and a plain surface has none', () => {
  const [width, height] = [48, 48];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) =>
    Math.floor(i / 3) % width < width / 2 ? 20 : 230,
  );
  const { strength, angle } = findContours({ width, height, data });
  const at = (x: number) => strength[24 * width + x]!;
  expect(at(24)).toBeGreaterThan(10 * at(6));
  expect(at(24)).toBeGreaterThan(10 * at(42));
  expect(angle[24 * width + 24]).toBeCloseTo(0, 5); // straight across
});

test('a painting becomes a mosaic of its own colours, the same each time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-tools-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const painting = join(folder, 'painting.png');
  await sharp({ create: { width: 128, height: 128, channels: 3, background: '#b02020' } })
    .png()
    .toFile(painting);
  const [one, again] = [await layMosaic(painting, 128), await layMosaic(painting, 128)];
  expect(one.equals(again)).toBe(true);
  const { channels } = await sharp(one).stats();
  const [red, green, blue] = channels.map(({ mean }) => mean) as [number, number, number];
  expect(red).toBeGreaterThan(1.5 * green);
  expect(red).toBeGreaterThan(1.5 * blue);
  // Stones and the grout between them: not one colour any more.
  expect(channels[0]!.stdev).toBeGreaterThan(5);
});
