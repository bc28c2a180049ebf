import type { Locator } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { expect, test } from './test.ts';

test('light and dark by a button, kept after a reload', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});

test('what is chosen of a few stands out, light and dark', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  const group = page.getByRole('radiogroup', { name: 'Brush strokes' });
  const chosen = group.getByRole('radio', { checked: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveClass(new RegExp(colorScheme));
    const [below, above] = await Promise.all([luminance(group), luminance(chosen)]);
    expect((Math.max(below, above) + 0.05) / (Math.min(below, above) + 0.05)).toBeGreaterThan(3);
  }
});

/** Relative luminance of an element's background (WCAG 2.2). */
const luminance = (of: Locator) =>
  of.evaluate((element) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.fillStyle = getComputedStyle(element).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  });
