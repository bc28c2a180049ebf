import { readCheckpoint } from '@atelier/model/checkpoint';
import { openPainter, type Strokes } from '@atelier/stylize';
import { nodeEngine } from '@atelier/stylize/node';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect } from './test.ts';

/** The next network that the page fetches, as a file. */
export const nextNetwork = async (page: Page): Promise<Buffer> =>
  (await page.waitForResponse(/\/api\/checkpoints\//, { timeout: 120_000 })).body();

/** The pixels of a picture, as RGB. */
export const pixels = async (picture: Buffer) =>
  sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });

/** What the studio's own engine paints of a picture. */
export async function paintedInNode(network: Buffer, picture: Buffer, strokes: Strokes): Promise<Uint8Array> {
  const painter = await openPainter(readCheckpoint(network), nodeEngine());
  const { data, info } = await pixels(picture);
  const painting = await painter.paint({ width: info.width, height: info.height, data }, { strokes });
  await painter.close();
  return painting.data;
}

/** The largest difference of two paintings, and the mean one, 0..255. */
export function differences(a: Uint8Array, b: Uint8Array): { largest: number; mean: number } {
  expect(a.length).toBe(b.length);
  const each = a.map((value, i) => Math.abs(value - b[i]!));
  return {
    largest: each.reduce((most, value) => Math.max(most, value), 0),
    mean: each.reduce((sum, value) => sum + value, 0) / each.length,
  };
}
