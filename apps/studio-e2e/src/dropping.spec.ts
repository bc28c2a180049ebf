import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { painted } from './painting.ts';
import { choosePhoto, dropFiles, expect, file, picture, test } from './test.ts';

test.describe('before React has woken', () => {
  /** Opens the gallery with its scripts held back; `wake` lets them through. */
  async function asleep(page: Page): Promise<{ wake: () => void }> {
    let wake: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (wake = resolve));
    await page.route('**/_next/static/**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/', { waitUntil: 'domcontentloaded' });
    await expect(page.getByText('Use your photo')).toBeVisible();
    return { wake };
  }

  test('a photo that was picked is painted all the same', async ({ page }) => {
    const { wake } = await asleep(page);
    await choosePhoto(page, file('early.jpg', await picture(500, 400, 8)));
    wake();
    await expect(page.getByRole('img', { name: 'early', exact: true })).toBeVisible();
  });

  test('a photo that was picked is not sent where photos stay on this device', async ({ page }) => {
    const onDevice = page.getByRole('switch', { name: 'Paint on this device' });
    await page.goto('/');
    await onDevice.click();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/pictures')) sent.push(request.url());
    });
    const { wake } = await asleep(page);
    await choosePhoto(page, file('secret.jpg', await picture(300, 200, 11)));
    wake();
    await expect(page.getByRole('img', { name: 'secret', exact: true })).toBeVisible();
    await expect(onDevice).toBeChecked();
    expect(sent).toEqual([]);
  });

  for (const when of ['before', 'after'] as const)
    test(`a photo that was dropped anywhere ${when} it is painted and not navigated to`, async ({
      page,
    }, info) => {
      const dropped = info.outputPath('dropped.jpg');
      await writeFile(dropped, await picture(500, 400, when === 'before' ? 9 : 10));
      const { wake } = await asleep(page);
      if (when === 'after') {
        wake();
        await page.waitForLoadState('networkidle');
      }
      await dropFiles(page, [dropped], { x: 640, y: 800 });
      wake();
      await expect(page.getByRole('img', { name: 'dropped', exact: true })).toBeVisible();
      await expect(page).toHaveURL('/');
      expect(page.context().pages()).toEqual([page]);
    });
});

test('of several files that are dropped at once all are taken', async ({ page }, info) => {
  const files = ['left', 'right'].map((name) => info.outputPath(`${name}.jpg`));
  for (const [i, each] of files.entries()) await writeFile(each, await picture(300, 200, 45 + i));
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  await dropFiles(page, files, { x: 200, y: 700 });
  for (const name of ['left', 'right'])
    await expect(page.getByRole('button', { name: `Use this photo: ${name}` })).toBeVisible();
});

/** A folder of two photos, one of them in a folder of its own, and of what systems leave in folders. */
async function folderOfPhotos(info: TestInfo, seed: number): Promise<string> {
  const folder = info.outputPath('walk');
  await mkdir(path.join(folder, 'noon'), { recursive: true });
  await writeFile(path.join(folder, 'gate.jpg'), await picture(300, 200, seed));
  await writeFile(path.join(folder, 'noon/well.jpg'), await picture(300, 200, seed + 1));
  for (const name of ['.DS_Store', '._gate.jpg', 'noon/Thumbs.db'])
    await writeFile(path.join(folder, name), 'nobody put it there');
  return folder;
}

for (const address of ['/', `/styles/${fixtureStyle.slug}`])
  test(`of a folder that is dropped on ${address} the photos are taken`, async ({ page }, info) => {
    const folder = await folderOfPhotos(info, address === '/' ? 51 : 53);
    await page.goto(address);
    await page.waitForLoadState('networkidle');
    await dropFiles(page, [folder], { x: 640, y: 700 });
    for (const name of ['gate', 'well'])
      await expect(page.getByRole('button', { name: `Use this photo: ${name}` }).first()).toBeVisible();
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
    await page.getByRole('button', { name: 'Paint them all' }).click();
    await expect(page.getByRole('heading', { name: '2 photos, 0 styles' })).toBeVisible();
  });

for (const where of ['in', 'beside'] as const)
  test(`of a folder that is dropped ${where} the place for many photos what nobody put there is left out`, async ({
    page,
  }, info) => {
    const folder = await folderOfPhotos(info, where === 'in' ? 55 : 57);
    await page.goto('/batch');
    await page.waitForLoadState('networkidle');
    const { x, y, height } = (await page.getByRole('region', { name: 'Photos' }).boundingBox())!;
    await dropFiles(page, [folder], { x: x + 20, y: y + (where === 'in' ? height / 2 : height + 20) });
    await expect(page.getByRole('heading', { name: '2 photos, 0 styles' })).toBeVisible();
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  });

test('a photo that is dropped on a page that takes none is offered to the gallery', async ({
  page,
}, info) => {
  const dropped = info.outputPath('lost.jpg');
  await writeFile(dropped, await picture(320, 210, 59));
  for (const address of ['/runs', '/deleted', '/datasets']) {
    await page.goto(address);
    await page.waitForLoadState('networkidle');
    await dropFiles(page, [dropped], { x: 640, y: 700 });
    await expect(page.getByText('This page takes no files.')).toBeVisible();
  }
  await page.getByRole('button', { name: 'To the gallery' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('img', { name: 'lost', exact: true })).toBeVisible();
});

test('a photo that is dropped on the stage is painted in its place', async ({ page }, info) => {
  const dropped = info.outputPath('elsewhere.jpg');
  await writeFile(dropped, await picture(320, 210, 47));
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await expect(painted(page)).toBeVisible();
  const { x, y, width, height } = (await painted(page).boundingBox())!;
  await dropFiles(page, [dropped], { x: x + width / 2, y: y + height / 2 });
  await expect(page.getByText('320 × 210 pixels')).toBeVisible();
  await expect(painted(page)).toBeVisible();
});

test('of several files at once all are taken; one that is no picture is named', async ({ page }) => {
  await page.goto('/');
  await choosePhoto(page, [
    file('first.jpg', await picture(300, 200, 41)),
    file('notes.jpg', Buffer.from('not a picture')),
    file('third.jpg', await picture(300, 200, 43)),
  ]);
  await expect(page.getByRole('alert').filter({ hasText: 'notes.jpg: That file is not a' })).toBeVisible();
  for (const name of ['first', 'third'])
    await expect(page.getByRole('button', { name: `Use this photo: ${name}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use this photo: third' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
