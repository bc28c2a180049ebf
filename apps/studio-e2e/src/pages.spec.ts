import { fixtureStyle, untrainedStyle } from '../fixture.ts';
import { expect, seriousFindings, test } from './test.ts';

const pages = [
  '/',
  `/styles/${fixtureStyle.slug}`,
  `/styles/${fixtureStyle.slug}/compare`,
  `/styles/${untrainedStyle.slug}`,
  '/train',
  '/runs',
];

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`${colorScheme}`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });
    for (const path of pages)
      test(`${path} has no serious accessibility findings`, async ({ page }) => {
        await page.goto(path);
        await expect(page.locator('html')).toHaveClass(new RegExp(colorScheme));
        await expect(page.getByText(/^Painting…|^Waiting for the brush/)).toHaveCount(0, { timeout: 60_000 });
        expect(await seriousFindings(page)).toEqual([]);
      });
  });

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  for (const path of pages)
    test(`${path} is no wider than the screen, and the pages are in reach`, async ({ page }) => {
      await page.goto(path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(390);
      const bar = (await page.getByRole('navigation', { name: 'Pages' }).boundingBox())!;
      expect(bar.y + bar.height).toBe(844);
      await page.getByRole('link', { name: 'Runs' }).tap();
      await expect(page).toHaveURL(/\/runs$/);
    });
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('by the browser’s language, and English when asked for', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: '为您的照片挑一位画家' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh');
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole('link', { name: '画廊' }).first()).toBeVisible();
    }
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Training runs' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Training runs' })).toBeVisible();
  });
});

test('light and dark by a button, kept after a reload', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Light or dark' }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});

test('by keyboard alone: from the gallery to a painting and its settings', async ({ page }) => {
  await page.goto('/');
  const focused = page.locator(':focus');
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const label = await focused.evaluate(
        (element) => element.getAttribute('aria-label') ?? element.textContent,
      );
      if (name.test(label ?? '')) return;
    }
    throw new Error(`no ${name} within reach of the Tab key`);
  };
  await tabTo(/Skip to the content/);
  await expect(focused).toBeInViewport();
  await tabTo(new RegExp(fixtureStyle.title));
  await expect(focused).toHaveCSS('outline-style', 'solid');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(fixtureStyle.slug));
  await expect(page.locator('canvas[data-drawn]')).toBeVisible();
  await tabTo(/Move between photo and painting/);
  await page.keyboard.press('ArrowLeft');
  await expect(focused).toHaveAttribute('aria-valuenow', '25');
  await tabTo(/^Strength$/);
  await page.keyboard.press('PageDown');
  await expect(page.getByText('90%')).toBeVisible();
  await tabTo(/Compare checkpoints/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/compare/);
  await expect(page.getByRole('group', { name: 'Painted after 5,000 iterations' })).toBeVisible();
  await tabTo(/Painted after 5,000 iterations/);
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/look=1\.\d/);
});

test('an address that leads nowhere says so, with a way on', async ({ page }) => {
  const nowhere = [
    '/nothing',
    '/styles/nothing',
    '/styles/nothing/compare',
    '/runs/nothing',
    '/train?style=nothing',
  ];
  for (const path of nowhere) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  }
  await page.getByRole('link', { name: 'To the gallery' }).click();
  await expect(page.getByRole('heading', { name: 'Pick a painter for your photo' })).toBeVisible();
});
