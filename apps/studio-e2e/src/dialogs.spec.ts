import { launchOptions } from '../browser.ts';
import { env } from '../env.ts';
import { choosePhoto, expect, file, picture, test } from './test.ts';

// Headless browsers have no scrollbars; what a dialog left undimmed was the place of one.
test.use({
  launchOptions: {
    ...launchOptions(env.CHROMIUM),
    ignoreDefaultArgs: ['--hide-scrollbars'],
  },
});

test('a dialog dims the whole window, and the page below it does not move', async ({ page }) => {
  await page.goto('/');
  await choosePhoto(page, file('doomed.jpg', await picture(307, 211, 51)));
  const heading = page.locator('h1'); // hidden from the accessibility tree while the dialog is open
  const remove = page.getByRole('button', { name: 'Delete this photo' });
  await expect(remove).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use this photo: doomed' })).toBeVisible();
  const before = await heading.boundingBox();
  expect(await page.evaluate(() => innerWidth - document.documentElement.clientWidth)).toBeGreaterThan(5);
  await remove.click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  const overlay = (await page.getByTestId('overlay').boundingBox())!;
  expect([overlay.x, overlay.width]).toEqual([0, page.viewportSize()!.width]);
  expect(await heading.boundingBox()).toEqual(before);
});
