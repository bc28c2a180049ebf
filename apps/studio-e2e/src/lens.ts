import type { Page } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { expect } from './test.ts';

export const lens = `/lens?style=${fixtureStyle.slug}`;
export const speed = (page: Page) => page.getByTestId('speed');

/** What the painted camera shows. */
export async function shown(page: Page): Promise<Buffer> {
  const url = await page
    .getByTestId('painted')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL('image/png'));
  return Buffer.from(url.split(',')[1]!, 'base64');
}

/** What the camera itself shows now, as the page sees it. */
export async function plain(page: Page, mirror: boolean): Promise<Buffer> {
  const url = await page.evaluate((mirror) => {
    const video = document.querySelector('video')!;
    const canvas = Object.assign(document.createElement('canvas'), {
      width: video.videoWidth,
      height: video.videoHeight,
    });
    const context = canvas.getContext('2d')!;
    if (mirror) context.setTransform(-1, 0, 0, 1, canvas.width, 0);
    context.drawImage(video, 0, 0);
    return canvas.toDataURL('image/png');
  }, mirror);
  return Buffer.from(url.split(',')[1]!, 'base64');
}

export async function start(page: Page): Promise<void> {
  await page.goto(lens);
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await expect(speed(page)).toContainText('frames a second');
}

/** Stops at a frame, and waits until it has been painted. */
export async function freeze(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Freeze' }).click();
  await settled(page);
}

/** Until two looks in turn see the same. */
async function settled(page: Page): Promise<void> {
  let before: Buffer | undefined;
  await expect
    .poll(
      async () => {
        const now = await shown(page);
        const same = before?.equals(now);
        before = now;
        return same;
      },
      { intervals: [700] },
    )
    .toBe(true);
}
