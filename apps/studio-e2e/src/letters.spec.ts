import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { expect, expectNoFindings, file, picture, test } from './test.ts';

test('a word is painted as it is typed, kept in the address and saved with transparency', async ({
  page,
}) => {
  await page.goto('/letters');
  await expect(page.getByRole('img', { name: '“Atelier”, painted' })).toBeVisible();
  await page.getByLabel('Text').fill('水');
  await page.getByRole('button', { name: 'Write in the style of The Great Wave off Kanagawa' }).click();
  await page.getByRole('radio', { name: '256 px' }).click();
  const word = page.getByRole('img', { name: '“水”, painted' });
  await expect(word).toBeVisible();
  await expect(page).toHaveURL(/text=%E6%B0%B4&style=great-wave&size=256/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'PNG', exact: true }).click(),
  ]);
  const { data, info } = await sharp(await readFile(await download.path()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(4);
  const painted = data.filter((value, k) => k % 4 === 3 && value > 128).length / (info.width * info.height);
  expect(painted).toBeGreaterThan(0.05);
  expect(painted).toBeLessThan(0.6);
  expect(data[3]).toBe(0);
  await page.reload();
  await expect(word).toBeVisible();
});

test('a texture shows how far it is; one letter is painted again; a word is kept with all settings', async ({
  page,
}) => {
  await page.goto('/letters?text=Hi&size=256');
  await page.getByRole('radio', { name: 'Texture' }).click();
  await page.getByRole('button', { name: 'Write in the texture Moss' }).click();
  const word = page.getByRole('img', { name: '“Hi”, painted' });
  await expect(page.getByRole('button', { name: 'Paint i again' })).toBeVisible();
  const before = await word.getAttribute('src');
  await page.getByRole('button', { name: 'Paint i again' }).click();
  await expect(page).toHaveURL(/again=2/);
  await expect(word).not.toHaveAttribute('src', before!);
  await expect(page.getByRole('button', { name: 'Paint i again' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  const kept = page.getByRole('region', { name: 'Kept words' });
  await expect(kept.getByRole('link', { name: 'Open Hi' })).toBeVisible();
  await page.goto('/letters');
  await kept.getByRole('link', { name: 'Open Hi' }).click();
  await expect(page).toHaveURL(/way=texture&texture=moss&size=256&again=2/);
  await expect(word).toBeVisible();
  const forget = kept.getByRole('button', { name: 'Remove Hi from the kept words' });
  await forget.click();
  await expect(kept.getByRole('link', { name: 'Open Hi' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(kept.getByRole('link', { name: 'Open Hi' })).toBeVisible();
  await forget.click();
  await expect(kept.getByRole('link', { name: 'Open Hi' })).toHaveCount(0);
});

test('an alphabet is one picture; a font is brought and written with', async ({ page }) => {
  await page.goto('/letters?size=256');
  await page.getByRole('radio', { name: 'Alphabet' }).click();
  await page.getByLabel('Characters').fill('A-C');
  await expect(page.getByRole('img', { name: '“A-C”, painted' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'ZIP of letters' })).toHaveAttribute(
    'href',
    /sheet=true.*format=zip/,
  );
  await page.goto('/letters?size=256&text=Hi');
  const fonts = path.join(import.meta.dirname, '../../../node_modules/@fontsource');
  const font = path.join(fonts, 'rozha-one/files/rozha-one-latin-400-normal.woff2');
  await page.getByLabel('Use your own font').setInputFiles(font);
  await expect(page.getByLabel('Font', { exact: true })).toContainText('rozha-one-latin-400-normal.woff2');
  await expect(page).toHaveURL(/font=[\w-]{30,}/);
  await expect(page.getByRole('img', { name: '“Hi”, painted' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove this font' }).click();
  await expect(page).not.toHaveURL(/font=/);
  await expect(page.getByLabel('Font', { exact: true })).not.toContainText('rozha-one');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Font', { exact: true })).toContainText('rozha-one-latin-400-normal.woff2');
});

test('a photo of one’s own is seen through the letters, and designed letters of one’s own give their look', async ({
  page,
}) => {
  await page.goto('/letters?size=256&text=Hi&way=filled&style=scream');
  const word = page.getByRole('img', { name: '“Hi”, painted' });
  await expect(word).toBeVisible();
  const clouds = await word.getAttribute('src');
  await page.getByLabel('Use your photo').setInputFiles(file('glade.jpg', await picture(300, 220, 4)));
  await expect(page.getByRole('button', { name: 'Use this photo: glade' })).toHaveAttribute('aria-pressed', 'true'); // prettier-ignore
  await expect(page).toHaveURL(/photo=[\w-]{30,}/);
  await expect(word).not.toHaveAttribute('src', clouds!);
  await page.getByLabel('Use your photo').setInputFiles(file('text.jpg', Buffer.from('no picture')));
  await expect(page.getByText('is not a JPEG, PNG, WebP')).toBeVisible();
  await expectNoFindings(page);

  await page.getByRole('radio', { name: 'Texture' }).click();
  await page.getByRole('button', { name: 'A texture of your own' }).click();
  const letters = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><rect x="50" y="20" width="60" height="80" fill="#20a030"/></svg>'); // prettier-ignore
  const designed = await sharp(letters).png().toBuffer();
  await page.getByLabel('Bring a picture').setInputFiles(file('designed.png', designed, 'image/png'));
  await expect(page).toHaveURL(/texture=own.*picture=[\w-]{30,}/);
  await expect(word).toHaveAttribute('src', /texture=own/);
  await expectNoFindings(page);
});

test.describe('what cannot be written', () => {
  test.use({ mayFail: /\/api\/letters/ });
  test('is named', async ({ page }) => {
    await page.goto('/letters?text=Hi%20%F0%9F%98%80');
    await expect(page.getByRole('alert').filter({ hasText: 'has no letter for 😀' })).toBeVisible();
    await page.goto('/letters?text=Hi&size=256&way=texture&texture=own');
    await page.getByLabel('Bring a picture').setInputFiles(file('opaque.jpg', await picture(200, 160, 9)));
    await expect(
      page.getByRole('alert').filter({ hasText: 'Nothing in this picture is transparent' }),
    ).toBeVisible();
  });
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('the page is Chinese', async ({ page }) => {
    await page.goto('/letters');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('艺术字');
    await expect(page.getByRole('img', { name: '画出来的“山水”' })).toBeVisible();
  });
});
