import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, difference, expect, file, picture, test } from './test.ts';

const painted = (page: Page) => page.locator('[data-drawn]');

async function save(page: Page, format: string): Promise<Buffer> {
  await page.getByLabel('File type').selectOption(format);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${fixtureStyle.slug}-.*\\.${format}$`));
  return readFile(await download.path());
}

test('paint an uploaded photo, set strength and colours at once, save it at full size', async ({ page }) => {
  const photo = await picture(1411, 907, 3);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('valley.jpg', photo));
  await expect(page.getByText('1411 × 907 pixels')).toBeVisible();
  await expect(painted(page)).toBeVisible();

  const full = await save(page, 'png');
  expect(await sharp(full).metadata()).toMatchObject({ format: 'png', width: 1411, height: 907 });
  expect(await difference(full, photo)).toBeGreaterThan(20);

  await page.getByLabel('Keep the photo’s colours').click();
  const coloured = await save(page, 'png');
  expect(await difference(coloured, photo)).toBeGreaterThan(5);
  expect(await difference(coloured, full)).toBeGreaterThan(5);
  await page.getByLabel('Keep the photo’s colours').click();

  // Home sets the slider to its least: only the photo is left, to within the rounding of its own decoders.
  await page.getByRole('slider', { name: 'Strength' }).press('Home');
  await expect(page.getByText('0%', { exact: true })).toBeVisible();
  expect(await difference(await save(page, 'png'), photo)).toBeLessThan(1);
  await page.getByRole('slider', { name: 'Strength' }).press('End');

  for (const format of ['jpg', 'webp'])
    expect(await sharp(await save(page, format)).metadata()).toMatchObject({
      format: format === 'jpg' ? 'jpeg' : format,
      width: 1411,
      height: 907,
    });
});

test('stroke sizes paint again; the history keeps every painting until it is deleted', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('shore.jpg', await picture(1300, 1000, 4)));
  await expect(page.getByText('1300 × 1000 pixels')).toBeVisible();
  await expect(painted(page)).toBeVisible();
  const medium = await painted(page).getAttribute('data-drawn');
  await page.getByRole('radio', { name: 'Broad' }).click();
  await expect(page).toHaveURL(/strokes=broad/);
  await expect(painted(page)).not.toHaveAttribute('data-drawn', medium!);

  await page.reload();
  await expect(painted(page)).toBeVisible();
  const entries = page.getByRole('link', { name: 'Open shore' });
  await expect(entries).toHaveCount(2);
  await page.getByRole('link', { name: 'Open shore, Medium' }).click();
  await expect(painted(page)).toHaveAttribute('data-drawn', medium!);

  await page.getByRole('button', { name: 'Delete the painting of shore' }).first().click();
  await expect(page.getByText('Painting deleted')).toBeVisible();
  await expect(entries).toHaveCount(1);

  // The photo takes what was painted from it with it.
  await page.getByRole('button', { name: 'Delete this photo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Photo deleted')).toBeVisible();
  await page.reload();
  await expect(entries).toHaveCount(0);
});

test('reloading in the middle of a painting finds it again', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('large.jpg', await picture(2400, 1700, 6)));
  await expect(page.getByText('2400 × 1700 pixels')).toBeVisible();
  await page.getByRole('radio', { name: 'Full size' }).click();
  await expect(page).toHaveURL(/strokes=full/);
  await page.reload();
  await expect(painted(page)).toBeVisible({ timeout: 60_000 });
});

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

test('a transparent picture is white where it is transparent in a JPEG, and stays transparent in the others', async ({
  page,
}) => {
  const opaque = await sharp(await picture(300, 300, 21))
    .resize(300, 600, { fit: 'fill' })
    .png()
    .toBuffer();
  const clear = await sharp({ create: { width: 600, height: 600, channels: 4, background: '#0000' } })
    .composite([{ input: opaque, left: 0, top: 0 }])
    .png()
    .toBuffer();
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('half.png', clear, 'image/png'));
  await expect(painted(page)).toBeVisible();
  const corner = async (format: string) => {
    const { data } = await sharp(await save(page, format))
      .extract({ left: 450, top: 150, width: 100, height: 100 })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [...data.subarray(0, 4)];
  };
  expect(await corner('jpg')).toEqual([255, 255, 255, 255]);
  for (const format of ['png', 'webp']) expect((await corner(format))[3]).toBe(0);
});

test('stroke size, strength and colours stand in the address, and go along to the next style and into the history', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('harbour.jpg', await picture(1100, 800, 22)));
  await expect(painted(page)).toBeVisible();
  await page.getByRole('radio', { name: 'Broad' }).click();
  await page.getByRole('slider', { name: 'Strength' }).press('PageDown');
  await page.getByLabel('Keep the photo’s colours').click();
  for (const part of [/strokes=broad/, /strength=0\.9/, /colours=true/]) await expect(page).toHaveURL(part);
  const remembered = page.waitForResponse(/paintings\.look/);
  await expect(painted(page)).toBeVisible();
  await remembered;
  const asLeft = async () => {
    await expect(page.getByRole('radio', { name: 'Broad' })).toBeChecked();
    await expect(page.getByRole('slider', { name: 'Strength' })).toHaveAttribute('aria-valuenow', '0.9');
    await expect(page.getByLabel('Keep the photo’s colours')).toBeChecked();
  };
  await page.reload();
  await asLeft();

  await page.getByRole('link', { name: 'Gallery' }).click();
  await page.getByRole('heading', { name: 'The Scream' }).click();
  await expect(page).toHaveURL(/the-scream|scream/);
  await asLeft();

  await page.goto(`/styles/${fixtureStyle.slug}`);
  await expect(page.getByRole('slider', { name: 'Strength' })).toHaveAttribute('aria-valuenow', '1');
  await page.getByRole('link', { name: 'Open harbour, Broad' }).first().click();
  await asLeft();
});

test('of a small photo only the stroke sizes are offered that differ, and it is painted once for each', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('stamp.jpg', await picture(400, 300, 23)));
  await expect(page.getByText('400 × 300 pixels')).toBeVisible();
  await expect(page.getByRole('radiogroup', { name: 'Brush strokes' }).getByRole('radio')).toHaveText([
    'Full size',
  ]);
  const photo = new URL(page.url()).searchParams.get('photo');
  for (const size of ['broad', 'medium', 'fine', 'full']) {
    await page.goto(`/styles/${fixtureStyle.slug}?photo=${photo}&strokes=${size}`);
    await expect(painted(page)).toBeVisible();
  }
  await page.reload();
  await expect(page.getByRole('link', { name: 'Open stamp' })).toHaveCount(1);
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

test('the strip of styles paints with another one at a click or an arrow key, and the address follows', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}?strength=0.5`);
  await choosePhoto(page, file('pier.jpg', await picture(420, 300, 25)));
  await expect(painted(page)).toBeVisible();
  const before = await painted(page).getAttribute('data-drawn');
  const strip = page.getByRole('radiogroup', { name: 'Styles' });
  await expect(strip.getByRole('radio', { name: fixtureStyle.title })).toBeChecked();
  await strip.getByRole('radio', { name: 'The Scream' }).click();
  await expect(page).toHaveURL(/\/styles\/scream\?.*strength=0\.5/);
  await expect(page.getByRole('heading', { level: 1, name: 'The Scream' })).toBeVisible();
  await expect(page).toHaveTitle('The Scream · Atelier');
  await expect(painted(page)).not.toHaveAttribute('data-drawn', before!);
  await page.keyboard.down('ArrowDown'); // held, as a finger does: the radio buttons choose while it is down
  await expect(page).toHaveURL(/\/styles\/starry-night\?/);
  await page.keyboard.up('ArrowDown');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'The Scream' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'The Scream' })).toBeVisible();
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

test('two styles are mixed, from all of the one to all of the other', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('mixed.jpg', await picture(360, 240, 28)));
  await expect(painted(page)).toBeVisible();
  const alone = await save(page, 'png');
  await page.getByLabel('Mix with').selectOption({ label: 'The Scream' });
  await expect(page).toHaveURL(/mix=scream/);
  const share = page.getByRole('slider', { name: 'How much of it' });
  const mixed = async (key: string) => {
    await share.press(key);
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeEnabled();
    return save(page, 'png');
  };
  expect(await difference(await mixed('Home'), alone)).toBeLessThan(0.5);
  const other = await mixed('End');
  const [fromOne, fromOther] = [await difference(alone, other), await difference(other, alone)];
  expect(fromOne).toBeGreaterThan(10);
  for (let i = 0; i < 5; i++) await share.press('PageDown'); // to a half
  await expect(share).toHaveAttribute('aria-valuenow', '0.5');
  const half = await save(page, 'png');
  expect(await difference(half, alone)).toBeLessThan(0.8 * fromOne);
  expect(await difference(half, other)).toBeLessThan(0.8 * fromOther);
});

test('only what is marked with the brush is painted, or all but that', async ({ page }) => {
  const photo = await picture(600, 400, 29);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('marked.jpg', photo));
  await expect(painted(page)).toBeVisible();
  await page.getByText('Only a part').click();
  await page.getByRole('button', { name: 'Mark with a brush' }).click();
  await page.getByRole('slider', { name: 'Brush size' }).press('End');
  await page.getByRole('slider', { name: 'Soft edge' }).press('Home');
  const stage = page.getByRole('img', { name: 'What is marked' });
  await stage.scrollIntoViewIfNeeded();
  const box = (await stage.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.15, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.15, box.y + box.height, { steps: 5 });
  await page.mouse.up();
  const halves = async () => {
    const saved = await save(page, 'png');
    const part = (of: Buffer, left: number) =>
      sharp(of).extract({ left, top: 50, width: 150, height: 300 }).png().toBuffer();
    const changed = async (left: number) => difference(await part(saved, left), await part(photo, left));
    return [await changed(10), await changed(400)];
  };
  const [marked, rest] = await halves();
  expect(marked).toBeGreaterThan(10);
  expect(rest).toBeLessThan(1);
  await page.getByRole('radio', { name: 'All but that' }).click();
  const [markedNow, restNow] = await halves();
  expect(markedNow).toBeLessThan(1);
  expect(restNow).toBeGreaterThan(10);
  await page.getByRole('button', { name: 'Start over' }).click();
  expect((await halves()).every((each) => each > 10)).toBe(true);
});
