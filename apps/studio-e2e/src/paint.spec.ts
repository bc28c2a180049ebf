import sharp from 'sharp';
import { fixtureStyle } from '../fixture.ts';
import { choosePhoto, difference, expect, file, picture, test } from './test.ts';
import { painted, save } from './painting.ts';

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
