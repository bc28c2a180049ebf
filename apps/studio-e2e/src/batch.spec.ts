import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { ask, tell } from './api.ts';
import { choosePhoto, difference, expect, expectNoFindings, file, picture, test } from './test.ts';
import { unzipped } from './unzipped.ts';

const saved = async (page: Page, button: string | RegExp) => {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 240_000 }),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), files: await unzipped(download) };
};

test('saving all can be given up while it is painted; what fails can be tried again', async ({
  page,
  request,
}) => {
  await page.goto('/');
  await choosePhoto(page, file('harbour.jpg', await picture(2400, 1600, 62)));
  const thumbnail = page.getByRole('button', { name: 'Use this photo: harbour' });
  await expect(thumbnail).toHaveAttribute('aria-pressed', 'true');
  const save = page.getByRole('button', { name: /^Save all \d+$/ });
  await save.click();
  await expect(page.getByRole('progressbar', { name: 'Painted so far' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Painted so far' })).toHaveCount(0);
  await expect(save).toBeFocused();

  const photos = await ask<{ id: string; alt: string }[]>(request, 'photos.list', {});
  await tell(request, 'photos.delete', { id: photos.find(({ alt }) => alt === 'harbour')!.id });
  await save.click();
  const failed = page.getByRole('alert').filter({ hasText: '4 could not be painted' });
  await expect(failed.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(save).toBeVisible();
});

test('one photo of a batch that fails can be tried again, and keeps none of the others from being saved', async ({
  page,
  request,
}) => {
  const names = ['stays', 'goes'];
  await page.goto('/batch');
  await page
    .getByLabel('Choose photos')
    .setInputFiles(
      await Promise.all(
        names.map(async (name, i) => file(`${name}.jpg`, await picture(240, 160 + i, 63 + i))),
      ),
    );
  await expect(page.getByRole('heading', { name: '2 photos, 0 styles' })).toBeVisible();
  const known = await ask<{ id: string; alt: string }[]>(request, 'photos.list', {});
  const { id } = known.find(({ alt }) => alt === 'goes')!;
  await tell(request, 'photos.delete', { id });
  await page.getByRole('button', { name: fixtureStyle.title }).click();
  await expect(page.getByText('1 could not be painted')).toBeVisible();
  await expectNoFindings(page);
  const { files } = await saved(page, 'Save as ZIP');
  expect([...files.keys()]).toEqual([`stays - ${fixtureStyle.title}.jpg`]);
  expect(await sharp([...files.values()][0]).metadata()).toMatchObject({ width: 240, height: 160 });

  await tell(request, 'deleted.restore', { kind: 'photo', id });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('2 of 2 painted')).toBeVisible();
  expect((await saved(page, 'Save as ZIP')).files.size).toBe(2);
});

test('ten photos are painted as a batch, one of them broken, and saved together', async ({ page }) => {
  test.setTimeout(600_000);
  const cmyk = await sharp(await picture(300, 200, 71))
    .toColourspace('cmyk')
    .jpeg()
    .toBuffer();
  const photos = [
    file('cmyk.jpg', cmyk),
    file('phone.heic', await readFile(path.join(import.meta.dirname, '../../studio/test/display-p3.heic'))),
    file('broken.jpg', (await picture(300, 200, 72)).subarray(0, 3000)),
    file('large.jpg', await picture(6000, 4000, 73)),
    ...(await Promise.all(
      Array.from({ length: 6 }, async (_, i) => file(`day-${i}.jpg`, await picture(300, 200 + i, 80 + i))),
    )),
  ];
  await page.goto('/batch');
  await page.getByRole('button', { name: fixtureStyle.title }).click();
  await page.getByRole('radio', { name: 'Broad' }).click();
  await page.getByLabel('Choose photos').setInputFiles(photos);
  await expect(
    page.getByRole('alert').filter({ hasText: 'broken.jpg: That picture is damaged' }),
  ).toBeVisible();
  await expect(page.getByText('9 of 9 painted')).toBeVisible({ timeout: 400_000 });
  await expectNoFindings(page);
  await page.reload();
  await expect(page.getByText('9 of 9 painted')).toBeVisible();
  const { files } = await saved(page, 'Save as ZIP');
  const sizes = await Promise.all(
    [...files].map(async ([name, bytes]) => {
      const { width, height } = await sharp(bytes).metadata();
      return [name.replace(` - ${fixtureStyle.title}.jpg`, ''), width, height];
    }),
  );
  expect(sizes).toHaveLength(9);
  expect(sizes).toEqual(
    expect.arrayContaining([
      ['cmyk', 300, 200],
      ['phone', 160, 120],
      ['large', 6000, 4000],
      ['day-5', 300, 205],
    ]),
  );
  // With other strokes nothing is painted yet, from the moment that they are chosen.
  await page.getByRole('radio', { name: 'Medium' }).click();
  const told = await page.waitForFunction(() => {
    const [chosen] = document.querySelectorAll('[role=radio][aria-checked=true]');
    return chosen?.textContent === 'Medium' && document.body.innerText.match(/\d of 9 painted/)?.[0];
  });
  expect(await told.jsonValue()).not.toBe('9 of 9 painted');
});

test('a folder of photos is painted in several styles at once', async ({ page }, info) => {
  test.setTimeout(300_000);
  const folder = info.outputPath('holiday');
  await mkdir(path.join(folder, 'evening'), { recursive: true });
  for (const [i, name] of ['beach', 'pier', 'evening/sunset'].entries())
    await writeFile(path.join(folder, `${name}.jpg`), await picture(240, 160 + i, 110 + i));
  await writeFile(path.join(folder, '.DS_Store'), 'nobody put it there');
  await page.goto('/batch');
  const styles = [fixtureStyle.title, 'The Scream'];
  for (const name of styles) await page.getByRole('button', { name }).click();
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await expect(page.getByRole('heading', { name: '3 photos, 2 styles' })).toBeVisible();
  await expect(page.getByText('6 of 6 painted')).toBeVisible({ timeout: 200_000 });
  const { files } = await saved(page, 'Save as ZIP');
  expect([...files.keys()].sort()).toEqual(
    ['beach', 'pier', 'sunset'].flatMap((name) => [
      `${name} - ${fixtureStyle.title}.jpg`,
      `${name} - The Scream.jpg`,
    ]),
  );
  const [one, other] = styles.map((style) => files.get(`pier - ${style}.jpg`)!);
  expect(await difference(one!, other!)).toBeGreaterThan(5);
});

test('of what moves in a batch it is said that it is painted as a still; films are offered their page', async ({
  page,
}) => {
  const frames = Buffer.alloc(120 * 160 * 3, 200).fill(20, 120 * 80 * 3);
  const gif = await sharp(frames, { raw: { width: 120, height: 160, channels: 3, pageHeight: 80 } })
    .gif()
    .toBuffer();
  await page.goto('/batch');
  await page
    .getByLabel('Choose photos')
    .setInputFiles([
      file('dance.gif', gif, 'image/gif'),
      file('shore.jpg', await picture(240, 160, 98)),
      file('walk.mp4', Buffer.from('no film that plays'), 'video/mp4'),
    ]);
  await expect(page.getByRole('heading', { name: '2 photos, 0 styles' })).toBeVisible();
  await expect(page.getByText('A moving picture is painted as a still: its first frame.')).toBeVisible();
  await expect(page.getByText('A film: it is painted on the page of films.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Paint it moving' }).first().click();
  await expect(page).toHaveURL(/\/films/);
});

test('several photos that are dropped in the gallery are offered as a batch', async ({ page }) => {
  await page.goto('/');
  await choosePhoto(page, [
    file('one.jpg', await picture(200, 150, 91)),
    file('two.jpg', await picture(200, 150, 92)),
  ]);
  await page.getByRole('button', { name: 'Paint them all' }).click();
  await expect(page).toHaveURL(/\/batch\?photos=/);
  await expect(page.getByRole('heading', { name: '2 photos, 0 styles' })).toBeVisible();
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('the files are called as the page calls photo and style', async ({ page, request }) => {
    const photos = await ask<{ id: string; alt: string }[]>(request, 'photos.list', {});
    const kitten = photos.find(({ alt }) => alt === 'A ginger kitten behind a wooden beam')!;
    await page.goto(`/batch?photos=${kitten.id}&styles=starry-night`);
    await expect(page.getByText('已画 1 / 1 幅')).toBeVisible();
    const { name, files } = await saved(page, '存为 ZIP');
    expect(name).toMatch(/^[一-鿿]+\.zip$/);
    expect([...files.keys()]).toEqual(['木梁后的橘色小猫 - 星月夜.jpg']);
  });
});
