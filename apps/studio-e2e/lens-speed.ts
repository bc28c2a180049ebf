/**
 * Frames a second that the lens of a studio paints in Chromium on WASM, of a camera of 320×240 pixels that gives thirty, as the
 * page itself says every second; nothing else should run on the machine:
 *
 *     node --import tsx apps/studio-e2e/lens-speed.ts http://localhost:3000 [STYLE] [SECONDS]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { mean } from 'simple-statistics';
import { CAMERA, writeClip } from './camera-clip.ts';
import { env } from './env.ts';

const [address, style = 'scream', seconds = '20'] = process.argv.slice(2);
if (!address) throw new Error('give the address of a studio');

const folder = await mkdtemp(path.join(tmpdir(), 'atelier-lens-'));
const clip = path.join(folder, 'camera.y4m');
await writeClip(clip, 30);
const browser = await chromium.launch({
  executablePath: env.CHROMIUM,
  args: [
    ...[
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
    `--use-file-for-fake-video-capture=${clip}`,
  ],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
await page.goto(new URL(`/lens?style=${style}`, address).href);
await page.getByRole('button', { name: 'Start the camera' }).click();
const speed = page.getByTestId('speed').filter({ hasText: 'frames a second' });
await speed.waitFor();
/** What the page has said, in this order: its size settles in the first seconds. */
const said: { width: number; height: number; rate: number }[] = [];
for (let i = 0; i < Number(seconds); i++) {
  await page.waitForTimeout(1000);
  const text = (await speed.textContent())!;
  const [width, height, rate] = /(\d+) × (\d+) pixels · ([\d.]+) frames/.exec(text)!.slice(1).map(Number);
  said.push({ width: width!, height: height!, rate: rate! });
  console.log(text);
}
await browser.close();
await rm(folder, { recursive: true });

const rates = said.slice(said.length / 2);
const pixels = mean(rates.map(({ width, height, rate }) => width * height * rate));
console.log(
  `${mean(rates.map(({ rate }) => rate)).toFixed(1)} frames a second in the second half, ${(pixels / 1e6).toFixed(2)} megapixels a second: ` +
    `${(pixels / (CAMERA.width * CAMERA.height)).toFixed(1)} of ${CAMERA.width}×${CAMERA.height}`,
);
