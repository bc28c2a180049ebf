import { trainingConfig } from '@atelier/model/config';
import { ask, tell } from './api.ts';
import { pages } from './pages.ts';
import { expect, test } from './test.ts';

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('no page has a Latin title of what comes with the studio, nor a space after a full stop', async ({
    page,
  }) => {
    const scream = ['/styles/scream', '/styles/scream/compare', '/train?style=scream'];
    for (const path of ['/', ...scream, '/batch', '/films', '/letters', '/learn', '/runs']) {
      await page.goto(path);
      const main = page.getByRole('main');
      await expect.poll(() => main.ariaSnapshot(), path).toContain('呐喊');
      const latin = /Scream|Starry|Gogh|Munch|Hokusai|Kandinsky|Public domain|Debian package/;
      expect(await main.ariaSnapshot(), path).not.toMatch(latin); // what is read out, too
      expect(await main.innerText(), path).not.toMatch(/[。，！？] /);
    }
  });
  test('a deleted training of what comes with the studio has its Chinese name', async ({ page, request }) => {
    const { id: styleId } = await ask<{ id: string }>(request, 'styles.get', { slug: 'scream' });
    const config = trainingConfig({ iterations: 100_000, size: 64, batch: 1, styleSize: 64 });
    const { id } = await tell<{ id: string }>(request, 'runs.start', { styleId, config, photoFolder: null });
    await tell(request, 'runs.delete', { id });
    await page.goto('/deleted');
    await expect(page.getByText('训练：呐喊', { exact: true }).first()).toBeVisible();
  });
  test('by the browser’s language, and English when asked for', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: '为您的照片挑一位画家' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh');
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole('link', { name: '画廊' }).first()).toBeVisible();
    }
    await page.goto('/runs');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Training runs' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Training runs' })).toBeVisible();
  });
});
