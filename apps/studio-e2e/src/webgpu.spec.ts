import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { test as base } from './camera.ts';
import { lens, plain, shown, speed } from './lens.ts';
import { differences, nextNetwork, paintedInNode, pixels } from './painted-in-node.ts';
import { choosePhoto, expect, file } from './test.ts';

/** WebGPU by a program that plays a graphics card, SwiftShader: slow, so all is small, but the shaders are those of any card. */
const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({
        ...launchOptions,
        args: [
          ...launchOptions.args!.filter((each) => each !== '--disable-gpu'),
          ...['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
        ],
      }),
    { scope: 'worker' },
  ],
});
const CAMERA = { width: 64, height: 48 };
test.use({ camera: CAMERA });

const dog = path.join(import.meta.dirname, '../../../assets/photos/held-out/gcompris-dog.jpg');

test('the lens paints by WebGPU as the studio does, and so does then all that is painted on this device', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  const network = nextNetwork(page);
  await page.goto(lens);
  await page.getByRole('radio', { name: 'Graphics (WebGPU)' }).click();
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await expect(speed(page)).toHaveText(/^WebGPU · 64 × 48 pixels · \d+\.\d frames a second$/, {
    timeout: 120_000,
  });
  const first = await shown(page);
  await expect.poll(async () => first.equals(await shown(page))).toBe(false);

  await page.getByRole('button', { name: 'Freeze' }).click();
  const painting = await paintedInNode(await network, await plain(page, true), 'full');
  // The frame before may still be on its way: SwiftShader takes seconds for one.
  await expect
    .poll(async () => differences((await pixels(await shown(page))).data, painting).largest)
    .toBeLessThanOrEqual(2);

  // To the processor and back: what is said is of what painted.
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('radio', { name: 'Processor (WASM)' }).click();
  await expect(speed(page)).toHaveText(/^WASM, \d+ threads · 64 × 48 pixels/);
  await page.getByRole('radio', { name: 'Graphics (WebGPU)' }).click();
  await expect(speed(page)).toHaveText(/^WebGPU · 64 × 48 pixels/);

  await page.goto(`/styles/${fixtureStyle.slug}`);
  await page.getByRole('switch', { name: 'Paint on this device' }).click();
  const photo = await sharp(dog).resize(72, 56, { fit: 'cover' }).png().toBuffer();
  await choosePhoto(page, file('dog.png', photo, 'image/png'));
  await expect(page.getByText('72 × 56 pixels')).toBeVisible();
  await expect(page.getByText(/Painted by WebGPU in \d+\.\d s/)).toBeVisible({ timeout: 180_000 });
  await expect(page.locator('[data-drawn]')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  const here = await pixels(await readFile(await download.path()));
  const there = await paintedInNode(await network, photo, 'medium');
  expect(differences(here.data, there).largest).toBeLessThanOrEqual(2);
});
