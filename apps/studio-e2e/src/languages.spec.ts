import { pages } from './pages.ts';
import { expect, test } from './test.ts';

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('no page has a Latin title of what comes with the studio, nor a space after a full stop', async ({
    page,
  }) => {
    for (const path of ['/', '/styles/scream', '/styles/scream/compare', '/batch', '/train?style=scream']) {
      await page.goto(path);
      await expect(page.locator('main')).toContainText('呐喊');
      const text = await page.locator('main').innerText();
      expect(text, path).not.toMatch(
        /Scream|Starry|Gogh|Munch|Hokusai|Kandinsky|Public domain|Debian package/,
      );
      expect(text, path).not.toMatch(/[。，！？] /);
    }
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
