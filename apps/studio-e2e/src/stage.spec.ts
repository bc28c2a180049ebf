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

test('at 100 % the picture is moved by dragging and by keys, photo and painting together, and the wipe by its handle', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}?strokes=broad`);
  await choosePhoto(page, file('broad.jpg', await picture(3000, 2000, 30)));
  await expect(painted(page)).toBeVisible();
  await page.getByRole('button', { name: 'Actual pixels' }).click();
  await expect(page.locator('[data-detail]')).toBeVisible();
  // Both are read at one moment: they move together, but not between two questions to the page.
  const places = () =>
    page
      .getByRole('group', { name: /^broad/ })
      .locator('.react-transform-component')
      .evaluateAll((elements) =>
        elements.map((element) => {
          const { e, f } = new DOMMatrix(getComputedStyle(element).transform);
          return [Math.round(e), Math.round(f)] as [number, number];
        }),
      );
  const together = ([x, y]: [number, number]) => [
    [x, y],
    [x, y],
  ];
  const [[x, y]] = (await places()) as [[number, number]];
  await expect.poll(places).toEqual(together([x, y]));
  const wipe = page.getByRole('slider', { name: 'Move between photo and painting' });
  const before = await wipe.getAttribute('aria-valuenow');
  const stage = (await page.getByRole('group', { name: /painted in the manner of/ }).boundingBox())!;
  const start = { x: stage.x + stage.width * 0.75, y: stage.y + stage.height / 2 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x - 120, start.y - 70, { steps: 6 });
  await page.mouse.up();
  await expect.poll(places).toEqual(together([x - 120, y - 70]));
  expect(await wipe.getAttribute('aria-valuenow')).toBe(before); // dragging moves the picture, not the line

  const handle = (await wipe.boundingBox())!;
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.6, start.y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => Math.round(Number(await wipe.getAttribute('aria-valuenow')))).toBe(60);
  expect(await places()).toEqual(together([x - 120, y - 70]));

  await page.getByRole('group', { name: /painted in the manner of/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => {
      const [photo, painting] = await places();
      return photo?.join() === painting?.join() && painting?.join() !== `${x - 120},${y - 70}`;
    })
    .toBe(true);
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
