import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { choosePhoto, expect, file, picture, test } from './test.ts';

const white = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
const refused: [what: string, name: string, bytes: () => Buffer | Promise<Buffer>, why: string][] = [
  ['text', 'photo.jpg', () => Buffer.from('not a picture'), 'not a JPEG, PNG, WebP, AVIF, GIF or HEIC'],
  ['an SVG', 'photo.png', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'SVG drawing'],
  ['an empty file', 'photo.jpg', () => Buffer.alloc(0), 'empty'],
  ['a bomb', 'photo.png', () => white(8000), 'more than 60 megapixels'],
  ['more than 40 MB', 'photo.jpg', () => Buffer.alloc(40 * 1024 * 1024 + 1), 'larger than 40 MB'],
];
for (const [what, name, bytes, why] of refused)
  test(`an upload of ${what} is refused with its reason`, async ({ page }, info) => {
    const chosen = info.outputPath(name);
    await writeFile(chosen, await bytes());
    await page.goto('/');
    await choosePhoto(page, chosen);
    await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
    await choosePhoto(page, file('good.jpg', await picture(300, 200, 5)));
    await expect(page.getByRole('alert').filter({ hasText: why })).toBeHidden();
  });

test('a picture that moves is said to be painted as a still, and is painted moving where one wants that', async ({
  page,
}) => {
  const frames = Buffer.alloc(120 * 160 * 3, 187).fill(33, 120 * 80 * 3);
  const moving = sharp(frames, { raw: { width: 120, height: 160, channels: 3, pageHeight: 80 } });
  await page.goto('/');
  for (const format of ['gif', 'webp'] as const) {
    const bytes = await moving.clone().toFormat(format).toBuffer();
    await choosePhoto(page, file(`a-${format}.${format}`, bytes, `image/${format}`));
    await expect(page.getByRole('img', { name: `a-${format}`, exact: true })).toBeVisible();
    await expect(page.getByText('A moving picture is painted as a still: its first frame.')).toHaveCount(
      format === 'gif' ? 1 : 2,
    );
  }
  await page.getByRole('button', { name: 'Paint it moving' }).first().click();
  await expect(page).toHaveURL(/\/films/);
  await expect(page.getByText('a-webp.webp')).toBeVisible();
});

test('twenty uploads at once', async ({ request }) => {
  const photos = await Promise.all(Array.from({ length: 20 }, (_, i) => picture(1200, 900, 100 + i)));
  const answers = await Promise.all(
    photos.map((data, i) => request.post(`/api/pictures?alt=many-${i}`, { data })),
  );
  for (const answer of answers)
    expect(await answer.json()).toMatchObject({ image: { width: 1200, height: 900 } });
});

test('the server itself refuses what is too large', async ({ request }) => {
  const answer = await request.post('/api/pictures', { data: Buffer.alloc(40 * 1024 * 1024 + 1) });
  expect([answer.status(), await answer.json()]).toEqual([422, { reason: 'tooBig' }]);
});

test('answers only under this machine’s own names, and takes changes only from its own pages', async ({
  request,
}) => {
  for (const path of ['/', '/api/trpc/styles.list', '/images/0', '/api/pictures']) {
    const answer = await request.get(path, { headers: { host: 'studio.example' } });
    expect(answer.status(), path).toBe(path === '/api/pictures' ? 405 : 403);
  }
  const foreign = { origin: 'https://evil.example' };
  expect((await request.post('/api/pictures', { headers: foreign, data: Buffer.alloc(9) })).status()).toBe(
    403,
  );
});
