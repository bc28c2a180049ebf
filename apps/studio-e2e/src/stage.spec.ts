import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, expect, file, picture, test } from './test.ts';
import { painted } from './painting.ts';

test('the wipe moves by keyboard and by pointer', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  const line = page.getByRole('slider', { name: 'Move between photo and painting' });
  await expect(line).toHaveAttribute('aria-valuenow', '30');
  await line.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '35');
  const box = (await page.locator('[data-drawn]').boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.8, box.y + box.height / 2);
  await expect.poll(async () => Math.round(Number(await line.getAttribute('aria-valuenow')))).toBe(80);
});

test('the stage shows the photo until a large painting has come', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}?strokes=broad`);
  await choosePhoto(page, file('slow.jpg', await picture(1600, 1200, 24)));
  await expect(page.getByText('1600 × 1200 pixels')).toBeVisible();
  await expect(painted(page)).toBeVisible();
  const own = (await page.getByRole('img', { name: 'slow', exact: true }).getAttribute('src'))!.split(
    '?',
  )[0]!;
  let arrived: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  await page.route('**/images/*', async (route) => {
    if (route.request().url().includes(own)) return route.continue();
    if (route.request().resourceType() !== 'fetch') return route.continue();
    arrived(); // and is never answered: the painting is on its way
  });
  await page.getByRole('radio', { name: 'Full size' }).click();
  await asked;
  const box = (await page.getByRole('slider', { name: 'Move between photo and painting' }).boundingBox())!;
  const clip = { x: box.x + 100, y: box.y + 100, width: 200, height: 200 };
  const { channels } = await sharp(await page.screenshot({ clip })).stats();
  expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(8);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('at 100 % a pixel of the photo is one of the screen, sharp; held, the photo shows', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}?strokes=broad`);
  await choosePhoto(page, file('wide.jpg', await picture(3000, 2000, 26)));
  await expect(painted(page)).toBeVisible();
  await page.getByRole('button', { name: 'Actual pixels' }).click();
  const pane = page.getByRole('group', { name: /painted in the manner of/ });
  const scale = () =>
    pane
      .locator('.react-transform-component')
      .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
  const { width } = (await pane.boundingBox())!;
  await expect.poll(async () => Math.round((await scale()) * width)).toBe(3000);
  await expect(page.locator('[data-detail]')).toBeVisible();
  await page.getByRole('button', { name: 'Whole picture' }).click();
  await expect.poll(scale).toBe(1);

  const mean = async () => (await sharp(await painted(page).screenshot()).stats()).channels[2]!.mean;
  const shown = await mean();
  const hold = (await page.getByRole('button', { name: 'Hold to see the photo' }).boundingBox())!;
  await page.mouse.move(hold.x + 10, hold.y + 10);
  await page.mouse.down();
  await expect.poll(async () => Math.abs((await mean()) - shown)).toBeGreaterThan(3);
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await mean()) - shown)).toBeLessThan(1);
});

test('a painting can be given up, and taken up again', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}?strokes=full`);
  await choosePhoto(page, file('endless.jpg', await picture(5000, 3600, 27)));
  await expect(page.getByText('5000 × 3600 pixels')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('You stopped this painting.')).toBeVisible();
  await page.getByRole('radio', { name: 'Broad' }).click();
  await expect(page.getByText('You stopped this painting.')).toBeHidden();
  await expect(painted(page)).toBeVisible();
  await page.getByRole('radio', { name: 'Full size' }).click();
  await page.getByRole('button', { name: 'Paint it' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
});
