import { trainingConfig } from '@atelier/model/config';
import { fixtureStyle } from '../fixture.ts';
import { ask, tell } from './api.ts';
import { choosePhoto, expect, file, picture, test } from './test.ts';

test('a photo and a painting are deleted, and had back where they were deleted or from the page for it', async ({
  page,
}) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await choosePhoto(page, file('keepsake.jpg', await picture(300, 200, 95)));
  await expect(page.locator('[data-drawn]')).toBeVisible();
  const entry = page.getByRole('link', { name: 'Open keepsake' });
  await expect(entry).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete the painting of keepsake' }).click();
  await expect(entry).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry).toHaveCount(1);

  const thumbnail = page.getByRole('button', { name: 'Use this photo: keepsake' });
  await page.getByRole('button', { name: 'Delete this photo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(thumbnail).toHaveCount(0);
  await page.goto('/deleted');
  const row = page.getByRole('listitem').filter({ hasText: 'Photo: keepsake' });
  await expect(row).toContainText('Kept until');
  await row.getByRole('button', { name: 'Restore' }).click();
  await expect(row).toHaveCount(0);
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await expect(thumbnail).toHaveCount(1);
  await expect(entry).toHaveCount(1);
});

test('what was deleted is one click from wherever things are deleted', async ({ page }) => {
  for (const address of ['/', `/styles/${fixtureStyle.slug}`, '/runs', '/films', '/letters']) {
    await page.goto(address);
    await page.getByRole('main').getByRole('link', { name: 'Recently deleted' }).click();
    await expect(page).toHaveURL('/deleted');
  }
});

test('a style of one’s own and a training are deleted and had back', async ({ page, request }) => {
  const config = trainingConfig({ iterations: 100_000, size: 64, batch: 1, styleSize: 64 });
  const order = encodeURIComponent(JSON.stringify({ config, title: 'Short-lived' }));
  const made = await request.post(`/api/training?order=${order}`, { data: await picture(200, 200, 96) });
  const { id } = (await made.json()) as { id: string };
  await tell(request, 'runs.setDesired', { id, desired: 'stopped' });

  await page.goto(`/runs/${id}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/runs$/);
  await expect(page.locator(`[href="/runs/${id}"]`)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator(`[href="/runs/${id}"]`)).toHaveCount(1);

  await page.goto('/styles/~short-lived');
  await page.getByRole('button', { name: 'Delete this style' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  const card = page.getByRole('heading', { name: 'Short-lived' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(card).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card).toHaveCount(1);
  const style = await ask<{ id: string }>(request, 'styles.get', { slug: '~short-lived' });
  await tell(request, 'styles.delete', { id: style.id });
});
