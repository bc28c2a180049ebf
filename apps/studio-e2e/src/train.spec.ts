import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { workerPidFile } from '../address.ts';
import { expect, expectNoFindings, file, picture } from './test.ts';
import { test } from './training.ts';

/** Fills in the form with a training that takes seconds, and starts it. */
async function train(page: Page, title: string, iterations: number, every: number): Promise<void> {
  await page.goto('/train');
  await page
    .getByLabel('Choose a file')
    .setInputFiles(file('style.jpg', await picture(400, 320, title.length)));
  await expect(page.getByRole('img', { name: 'The style picture' })).toBeVisible();
  await page.getByRole('radio', { name: 'Square' }).click();
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Artist').fill('The tests');
  await page.getByText('More settings').click();
  await page.getByLabel('Iterations', { exact: true }).fill(String(iterations));
  await page.getByLabel('Save a checkpoint every').fill(String(every));
  await page.getByLabel('Crop size').fill('64');
  await page.getByLabel('Photos per step').fill('1');
  await page.getByLabel('Scale of the style picture').fill('64');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]+$/);
  await expect(page.getByRole('heading', { name: `Training: ${title}` })).toBeVisible();
}

const points = async (page: Page) =>
  Number(await page.getByRole('slider', { name: /Loss curves/ }).getAttribute('data-points'));

test('train twenty iterations for real, watch, compare 10 with 20, publish 10', async ({ page }) => {
  test.setTimeout(1_200_000);
  await train(page, 'Twenty steps', 20, 10);
  await expect(page.getByRole('slider', { name: /Loss curves/ })).toBeVisible({ timeout: 900_000 });
  await expect(page.locator('.uplot canvas')).toBeVisible(); // made by a metric that came while the page was open
  await page.reload();
  await expect.poll(() => points(page), { timeout: 900_000 }).toBe(20);
  await expect(page.locator('[data-status=finished]')).toBeVisible({ timeout: 900_000 });
  await expect(page.getByText('20 of 20 iterations')).toBeVisible();
  const sample = 'Sample photo 1, painted after 20 iterations';
  await page.getByRole('button', { name: `Enlarge: ${sample}` }).click();
  const large = page.getByRole('dialog').getByRole('img');
  for (const [at, name] of [sample, 'Sample photo 1', /^The style picture/].entries()) {
    await expect(large.nth(at)).toHaveAccessibleName(name);
    await expect.poll(async () => (await large.nth(at).boundingBox())!.width).toBeGreaterThan(200);
  }
  await expectNoFindings(page);
  await page.keyboard.press('Escape');
  await expect(large).toHaveCount(0);
  const checkpoints = page.getByRole('listitem').filter({ hasText: 'iterations' });
  await expect(checkpoints).toHaveText([/^10 iterations/, /^20 iterations/]);
  await expectNoFindings(page);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    checkpoints.nth(1).getByRole('link', { name: 'Download' }).click(),
  ]);
  expect((await readFile(await download.path())).subarray(8, 24).toString()).toContain('{"');

  await page.getByRole('link', { name: 'Compare' }).click();
  const [left, right] = ['Painted after 10 iterations', 'Painted after 20 iterations'].map((name) =>
    page.getByRole('group', { name }),
  );
  await expect(left!).toBeVisible();
  await expect(right!).toBeVisible();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page).toHaveURL(/look=1\.5/);
  const transform = (pane: typeof left) =>
    pane!.locator('.react-transform-component').evaluate((e) => getComputedStyle(e).transform);
  await expect.poll(() => transform(left)).toContain('1.5');
  await expect.poll(() => transform(right)).toBe(await transform(left));
  await page.getByRole('radio', { name: 'Wipe' }).click();
  await page.reload();
  await expect(page.getByRole('slider', { name: 'Wipe' })).toBeVisible();
  await expect
    .poll(() => transform(page.getByRole('group', { name: 'Painted after 20 iterations' })))
    .toContain('1.5');

  await expect(page.getByRole('cell', { name: 'not measured' })).toHaveCount(0);
  // Only of the first: the last checkpoint of a training is published already.
  await page.getByRole('button', { name: 'Publish this one' }).click();
  await expect(page.getByText('is now what the gallery paints with')).toBeVisible();
  await page.goto('/');
  const card = page.getByRole('listitem').filter({ hasText: 'Twenty steps' });
  await expect(card).toContainText('10 iterations');

  await card.getByRole('link').click();
  await page.getByRole('button', { name: 'Delete this style' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Pick a painter for your photo' })).toBeVisible();
  await expect(card).toHaveCount(0);
});

test('a run whose worker is killed finishes all the same', async ({ page }) => {
  test.setTimeout(1_200_000);
  await train(page, 'Killed worker', 120, 60);
  await expect.poll(() => points(page), { timeout: 900_000 }).toBeGreaterThan(15);
  const pid = Number(await readFile(workerPidFile, 'utf8'));
  process.kill(pid, 'SIGKILL');
  await expect(page.locator('[data-status=finished]')).toBeVisible({ timeout: 900_000 });
  await expect(page.getByText('120 of 120 iterations')).toBeVisible();
});

test('pause, resume, stop, delete', async ({ page }) => {
  test.setTimeout(1_200_000);
  await train(page, 'Paused', 100_000, 50_000);
  await expect(page.getByText(/^[1-9]\d* of 100,000 iterations$/)).toBeVisible({ timeout: 900_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('[data-status=paused]')).toBeVisible();
  const reached = await page.getByText(/of 100,000 iterations$/).textContent();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.locator('[data-status=running]')).toBeVisible({ timeout: 900_000 });
  await expect(page.getByText(/of 100,000 iterations$/)).not.toHaveText(reached!, { timeout: 900_000 });
  await page.goto('/runs');
  const row = page.getByRole('listitem').filter({ hasText: 'Paused' });
  await expect(row).toContainText('Training');
  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click();
  await expect(page.locator('[data-status=stopped]')).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/runs$/);
  await expect(row).toHaveCount(0);
});

test('a style that is being trained for the first time says so', async ({ page }) => {
  test.setTimeout(400_000);
  await train(page, 'First lesson', 100_000, 50_000);
  await page.goto('/styles/~first-lesson');
  await expect(page.getByRole('heading', { name: 'This picture is being trained' })).toBeVisible();
  await page.getByRole('link', { name: 'Watch' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]+$/); // the style's page has such a button too
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/runs$/);
});
