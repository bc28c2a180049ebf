import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, difference, expect, expectNoFindings, file, picture, test } from './test.ts';
import { painted, save } from './painting.ts';

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

test('each style in the strip shows the photo as it paints it', async ({ page, request }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('quay.jpg', await picture(420, 300, 35)));
  await expect(painted(page)).toBeVisible();
  const strip = page.getByRole('radiogroup', { name: 'Styles' });
  const shown = async (title: string) => {
    const image = strip.getByRole('radio', { name: title }).locator('img');
    await expect(image).toHaveAttribute('width', '420'); // the photo's own; until it is painted, the style picture is there
    const address = (await image.getAttribute('src'))!.split('?')[0]!;
    return (await request.get(address)).body();
  };
  const [own, scream] = [await shown(fixtureStyle.title), await shown('The Scream')];
  expect(await difference(await save(page, 'png'), own)).toBeLessThan(2);
  expect(await difference(own, scream)).toBeGreaterThan(10);
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

test('what is mixed in stands in the history, and is there again where its entry is opened', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('both.jpg', await picture(360, 240, 30)));
  await expect(painted(page)).toBeVisible();
  await page.getByLabel('Mix with').selectOption({ label: 'The Scream' });
  await expect(painted(page)).toBeVisible();
  const remembered = page.waitForResponse(
    (answer) => /paintings\.look/.test(answer.url()) && answer.request().postData()!.includes('0.4'),
  );
  await page.getByRole('slider', { name: 'How much of it' }).press('PageDown');
  await remembered;

  await page.goto(`/styles/${fixtureStyle.slug}`);
  await expect(page.getByLabel('Mix with')).toHaveValue('');
  const entry = page.getByRole('listitem').filter({ hasText: '40% The Scream' });
  await entry.getByRole('link', { name: 'Open both' }).click();
  await expect(page).toHaveURL(/mix=scream/);
  await expect(page.getByLabel('Mix with')).toHaveValue('scream');
  await expect(page.getByRole('slider', { name: 'How much of it' })).toHaveAttribute('aria-valuenow', '0.4');
});

/** How much the left of a photo and the right of it are changed by how it is painted now, 0..255. */
async function halves(page: Page, photo: Buffer): Promise<number[]> {
  const saved = await save(page, 'png');
  const part = (of: Buffer, left: number) =>
    sharp(of).extract({ left, top: 50, width: 150, height: 300 }).png().toBuffer();
  const changed = async (left: number) => difference(await part(saved, left), await part(photo, left));
  return [await changed(10), await changed(400)];
}

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
  // The line between the two is still moved by its handle, which marks nothing.
  const line = page.getByRole('slider', { name: 'Move between photo and painting' });
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, middle, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Math.round(Number(await line.getAttribute('aria-valuenow')))).toBe(80);
  const [marked, rest] = await halves(page, photo);
  expect(marked).toBeGreaterThan(10);
  expect(rest).toBeLessThan(1);
  await page.getByRole('radio', { name: 'All but that' }).click();
  const [markedNow, restNow] = await halves(page, photo);
  expect(markedNow).toBeLessThan(1);
  expect(restNow).toBeGreaterThan(10);
  await page.getByRole('button', { name: 'Start over' }).click();
  expect((await halves(page, photo)).every((each) => each > 10)).toBe(true);
});

test('a soft edge fades from the painting into the photo, a hard one does not', async ({ page }) => {
  const photo = await picture(600, 400, 34);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('edge.jpg', photo));
  await expect(painted(page)).toBeVisible();
  /** How far each column is from the photo's, on average, 0..255. */
  const columns = async (saved: Buffer) => {
    const [ours, theirs] = await Promise.all(
      [saved, photo].map((each) => sharp(each).removeAlpha().raw().toBuffer()),
    );
    const sums = new Array<number>(600).fill(0);
    for (const [at, value] of ours!.entries())
      sums[Math.floor(at / 3) % 600]! += Math.abs(value - theirs![at]!) / (3 * 400);
    return sums;
  };
  const whole = await columns(await save(page, 'png'));
  await page.getByText('Only a part').click();
  await page.getByRole('button', { name: 'Mark with a brush' }).click();
  await page.getByRole('slider', { name: 'Brush size' }).press('End');
  const stage = page.getByRole('img', { name: 'What is marked' });
  await stage.scrollIntoViewIfNeeded();
  const box = (await stage.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height, { steps: 5 });
  await page.mouse.up();
  /** How many columns are neither the photo's nor the painting's. */
  const between = async (feather: 'Home' | 'End') => {
    await page.getByRole('slider', { name: 'Soft edge' }).press(feather);
    const shares = (await columns(await save(page, 'png'))).map((sum, x) => sum / whole[x]!);
    expect(shares[300]).toBeGreaterThan(0.9);
    for (const x of [20, 580]) expect(shares[x]).toBeLessThan(0.1);
    return shares.filter((share) => share > 0.15 && share < 0.85).length;
  };
  expect(await between('Home')).toBeLessThan(10);
  expect(await between('End')).toBeGreaterThan(40);
});

test('a part is marked by keyboard alone, and what was marked is taken back', async ({ page }) => {
  const photo = await picture(600, 400, 31);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('keys.jpg', photo));
  await expect(painted(page)).toBeVisible();
  await page.getByText('Only a part').press('Enter');
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeDisabled();
  await page.getByRole('button', { name: 'Mark with a brush' }).press('Enter');
  await page.getByRole('slider', { name: 'Brush size' }).press('End');
  await page.getByRole('slider', { name: 'Soft edge' }).press('Home');
  const brush = page.getByRole('application', { name: 'Brush' });
  await brush.focus();
  await expect(brush.getByRole('status')).toHaveText('The brush is lifted');
  // To the upper left corner, half a brush to the right, then down along the edge.
  for (const key of ['Shift+ArrowLeft', 'Shift+ArrowUp', 'ArrowRight', 'Space'])
    await page.keyboard.press(key);
  await expect(brush.getByRole('status')).toHaveText('The brush is down');
  for (const key of ['Shift+ArrowDown', 'Space']) await page.keyboard.press(key);
  const [marked, rest] = await halves(page, photo);
  expect(marked).toBeGreaterThan(10);
  expect(rest).toBeLessThan(1);
  await expectNoFindings(page);

  await page.keyboard.press('Control+z');
  await expect(undo).toBeDisabled();
  expect(Math.min(...(await halves(page, photo)))).toBeGreaterThan(10); // nothing is marked: all is painted
  await page.getByRole('button', { name: 'Mark all' }).press('Enter');
  await page.getByRole('radio', { name: 'All but that' }).press('Space');
  await expect(page.getByRole('radio', { name: 'All but that' })).toBeChecked();
  expect(Math.max(...(await halves(page, photo)))).toBeLessThan(1);
  await page.getByRole('button', { name: 'Start over' }).press('Enter');
  await undo.press('Enter');
  expect(Math.max(...(await halves(page, photo)))).toBeLessThan(1);
  await undo.press('Enter');
  expect(Math.min(...(await halves(page, photo)))).toBeGreaterThan(10);
});
