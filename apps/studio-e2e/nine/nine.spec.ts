/** What is told of all the built-in styles: the tests before have three of them, and others of their own. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { disconnect, useDatabase } from '@atelier/db';
import sharp from 'sharp';
import { seed } from '../../../prisma/seed.ts';
import { databaseFile } from '../address.ts';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, difference, expect, file, picture, test } from '../src/test.ts';
import { unzipped } from '../src/unzipped.ts';

const assets = path.join(import.meta.dirname, '../../../assets');
interface Label {
  title: string;
  artist: string;
}
/** As their files have them. */
const labels = readdirSync(path.join(assets, 'styles'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(
    ({ name }) => JSON.parse(readFileSync(path.join(assets, 'styles', name, 'style.json'), 'utf8')) as Label,
  );
const titles = labels.map(({ title }) => title);
const artists = labels.map(({ artist }) => artist.replace(/^Atelier.*/, '')).filter(Boolean);
const chinese =
  '夜晚的咖啡馆露台 奥维尔教堂 构成第八号 神奈川冲浪里 奥维尔街道马赛克 呐喊 星月夜 夏日时光 持扇女子'.split(
    ' ',
  );

test.beforeAll(async () => {
  useDatabase(readFileSync(databaseFile, 'utf8'));
  await seed(assets);
  await disconnect();
});

test('nine pictures on the wall, each with its name', async ({ page }) => {
  await page.goto('/');
  expect(titles).toHaveLength(9);
  for (const name of titles) await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
});

test('the chosen style stays in sight where the window gets another size', async ({ page }) => {
  await page.goto('/styles/starry-night');
  const strip = page.getByRole('radiogroup', { name: 'Styles' });
  const chosen = strip.getByRole('radio', { checked: true });
  /** How many are cut by the edge where the strip begins. */
  const cut = () =>
    strip.evaluate((box) => {
      const { left, top } = box.getBoundingClientRect();
      const styles = [...box.children].map((style) => style.getBoundingClientRect());
      return styles.filter(
        (style) => (style.left < left && style.right > left) || (style.top < top && style.bottom > top),
      ).length;
    });
  await expect(chosen).toBeInViewport({ ratio: 0.9 });
  for (const size of [
    { width: 390, height: 844 },
    { width: 1280, height: 700 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await expect(chosen).toBeInViewport({ ratio: 0.9 });
    await expect.poll(cut).toBe(0);
  }
});

test('a photo in every style is saved as a ZIP with a contact sheet', async ({ page }) => {
  test.setTimeout(300_000);
  const photo = await picture(330, 220, 61);
  await page.goto('/');
  await choosePhoto(page, file('meadow.jpg', photo));
  await expect(page.getByRole('img', { name: 'meadow', exact: true })).toBeVisible();
  const save = page.getByRole('button', { name: /^Save all \d+$/ });
  const count = Number(/\d+/.exec((await save.textContent())!)![0]); // the nine, the fixture's, and what tests have trained
  const shares = await progressOf(page, 'Painted so far');
  await save.focus();
  const coming = page.waitForEvent('download', { timeout: 240_000 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused(); // the keyboard is where it was
  const download = await coming;
  await expect(save).toBeFocused();
  expect(download.suggestedFilename()).toBe('meadow.zip');
  const told = await shares();
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b)); // it only grows
  const files = await unzipped(download);
  const names = [...files.keys()];
  expect(names).toHaveLength(count + 1); // the sheet too
  expect(names).toEqual(
    expect.arrayContaining([...titles, fixtureStyle.title].map((title) => `meadow - ${title}.jpg`)),
  );
  expect(names.at(-1)).toBe('Contact sheet.jpg');
  for (const each of names.slice(0, -1)) {
    expect(await sharp(files.get(each)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 330,
      height: 220,
    });
    expect(await difference(files.get(each)!, photo)).toBeGreaterThan(5);
  }
  const sheet = await sharp(files.get('Contact sheet.jpg')).metadata();
  expect(sheet.width).toBeGreaterThan(4 * 480);
  // The first cell is the photo: its lower left corner stands on the caption's line.
  const cell = await sharp(files.get('Contact sheet.jpg'))
    .extract({ left: 32, top: 32 + 480 - 320, width: 480, height: 320 })
    .toBuffer();
  expect(await difference(await sharp(photo).resize(480, 320).toBuffer(), cell)).toBeLessThan(6);
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('no page has a Latin title of what comes with the studio, nor a space after a full stop', async ({
    page,
  }) => {
    const scream = ['/styles/scream/compare', '/train?style=scream'];
    // Where all the styles are to be chosen from.
    const strip = ['/', '/styles/scream', '/batch', '/letters'];
    for (const path of [...strip, ...scream, '/films', '/learn', '/runs']) {
      await page.goto(path);
      const main = page.getByRole('main');
      await expect.poll(() => main.ariaSnapshot(), path).toContain('呐喊');
      const said = await main.ariaSnapshot(); // what is read out, too
      for (const latin of [...titles, ...artists, 'Public domain', 'Debian package'])
        expect(said, path).not.toContain(latin);
      if (strip.includes(path)) for (const title of chinese) expect(said, path).toContain(title);
      expect(await main.innerText(), path).not.toMatch(/[。，！？] /);
    }
  });
});

/** Watches how far a page says it is; what it has said is read by the function given. */
async function progressOf(page: Page, label: string): Promise<() => Promise<number[]>> {
  const told = await page.evaluateHandle((label) => {
    const shares: number[] = [];
    new MutationObserver(() => {
      const now = document.querySelector(`[role=progressbar][aria-label="${label}"]`)?.ariaValueNow;
      if (now && Number(now) !== shares.at(-1)) shares.push(Number(now));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
    return shares;
  }, label);
  return () => told.jsonValue();
}
