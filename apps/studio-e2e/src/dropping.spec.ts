import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
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
