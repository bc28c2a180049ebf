import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, expectNoFindings, picture, test } from './test.ts';

/** A tar of so many photos. */
async function archive(photos: number): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-photos-'));
  try {
    for (let k = 0; k < photos; k++)
      writeFileSync(path.join(folder, `photo-${String(k).padStart(2, '0')}.jpg`), await picture(320, 240, k));
    execFileSync('tar', ['-cf', 'photos.tar', ...Array.from({ length: photos }, (_, k) => `photo-${String(k).padStart(2, '0')}.jpg`)], { cwd: folder }); // prettier-ignore
    return readFileSync(path.join(folder, 'photos.tar'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Serves a file; of a held one only the first half comes. */
async function serve(bytes: Buffer) {
  const served = { held: true, address: '', close: () => undefined as void };
  const server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')!.map(Number) as [number, number, number]; // prettier-ignore
    const part = bytes.subarray(from, to + 1);
    response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${bytes.length}` });
    if (served.held && part.length > bytes.length / 2) response.write(part.subarray(0, bytes.length / 2));
    else response.end(part);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  served.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/garden.tar`;
  served.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return served;
}

test('photos are fetched while the page tells how far it is, stopped, gone on with, and trained on', async ({
  page,
}) => {
  const server = await serve(await archive(12));
  try {
    await page.goto('/train');
    await page.getByRole('link', { name: 'See which photos there are, or fetch more' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Training photos');
    const builtIn = page.getByRole('listitem').filter({ hasText: 'Built-in photos' });
    await expect(builtIn).toContainText(/\d+ photos/);
    await expect(builtIn.getByRole('img', { name: 'Some of the photos: Built-in photos' })).toBeVisible();

    await page.getByLabel('Source').selectOption('An archive of your own');
    await page.getByRole('button', { name: 'Fetch' }).click();
    await expect(page.getByText('An address that begins with http')).toBeVisible();
    await page.getByLabel('Its address').fill(server.address);
    await expect(page.getByLabel('Name')).toHaveValue('garden');
    await page.getByLabel('How many').fill('100');
    await page.getByRole('button', { name: 'Fetch' }).click();
    const garden = page.getByRole('listitem').filter({ hasText: 'garden' });
    await expect(garden).toContainText(/Being fetched · [1-9] of 100/);
    await expect(garden.getByRole('progressbar')).toBeVisible();
    await expectNoFindings(page);
    await garden.getByRole('button', { name: 'Stop' }).click();
    await expect(garden).toContainText('Stopped; what has come is kept');
    await expect(garden.getByRole('img')).toBeVisible();

    server.held = false;
    await garden.getByRole('button', { name: 'Resume' }).click();
    await expect(garden).toHaveAttribute('data-status', 'there');
    await expect(garden).toContainText('12 photos');
    await garden.getByRole('link', { name: 'Train on these' }).click();
    await expect(page.getByLabel('Training photos')).toHaveValue('garden');
    await expect(page.getByLabel('Training photos')).toContainText('garden (12 photos)');
  } finally {
    server.close();
  }
});

test('what cannot be fetched says why, in Chinese too, and is removed from the list', async ({
  page,
  baseURL,
}) => {
  await page.goto('/datasets');
  await page.getByLabel('Source').selectOption('An archive of your own');
  await page.getByLabel('Its address').fill('http://127.0.0.1:9/nowhere.zip');
  await page.getByRole('button', { name: 'Fetch' }).click();
  const nowhere = page.getByRole('listitem').filter({ hasText: 'nowhere' });
  await expect(nowhere.getByRole('alert')).toContainText('These photos cannot be fetched.');
  await expect(nowhere.getByRole('alert')).toContainText('nowhere.zip cannot be reached. Try again later');
  await page.context().addCookies([{ name: 'locale', value: 'zh', url: baseURL! }]);
  await page.reload();
  await expect(nowhere.getByRole('alert')).toContainText('无法连接到 http://127.0.0.1:9/nowhere.zip。');
  await nowhere.getByRole('button', { name: '从列表中移除' }).click();
  await expect(nowhere).toHaveCount(0);
});
