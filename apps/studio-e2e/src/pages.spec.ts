import { fixtureStyle } from '../fixture.ts';
import { cutTexts } from './cut.ts';
import { pages } from './pages.ts';
import { expect, expectNoFindings, test } from './test.ts';

for (const path of pages)
  test(`${path} has no accessibility findings`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator('main:has(> [aria-busy])')).toHaveCount(0); // what stands there until the page comes
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByText(/^Painting…|^Waiting for the brush/)).toHaveCount(0, { timeout: 60_000 });
    await expectNoFindings(page);
  });

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  for (const path of [...pages, '/lens', '/letters?way=filled'])
    test(`${path} is no wider than the screen, and the pages are in reach`, async ({ page }) => {
      await page.goto(path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(390);
      await expect(page.locator('main:has(> [aria-busy])')).toHaveCount(0);
      expect(await cutTexts(page)).toEqual([]);
      const bar = page.getByRole('navigation', { name: 'Pages' });
      const { y, height } = (await bar.boundingBox())!;
      expect(y + height).toBe(844);
      for (const name of ['Films', 'Runs'])
        await bar.getByRole('link', { name, exact: true }).tap({ trial: true }); // nothing is above it
    });
  test('the bar leads to its pages', async ({ page }) => {
    await page.goto('/');
    for (const name of ['Films', 'Runs']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).tap();
      await expect(page).toHaveURL(new RegExp(`/${name.toLowerCase()}$`));
    }
  });
});

test.describe('on a phone, in Chinese', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN' });
  for (const path of pages)
    test(`${path} has no accessibility findings`, async ({ page }) => {
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh');
      await expect(page.locator('main:has(> [aria-busy])')).toHaveCount(0);
      await expect(page.getByText(/^正在作画|^等待画笔/)).toHaveCount(0, { timeout: 60_000 });
      await expectNoFindings(page);
    });
});

test.describe('on the narrowest phones', () => {
  for (const locale of ['en-GB', 'zh-CN'])
    test.describe(locale, () => {
      test.use({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, locale });
      test('each page’s name in the bar has room', async ({ page }) => {
        await page.goto('/learn');
        const links = page.getByRole('navigation').getByRole('link');
        await expect(links).toHaveCount(8);
        for (const link of await links.all()) {
          const { wider, height } = await link.evaluate((it) => ({
            wider: it.scrollWidth - it.clientWidth,
            height: it.clientHeight,
          }));
          expect([await link.textContent(), wider]).toEqual([expect.any(String), 0]);
          expect(height).toBeGreaterThanOrEqual(44);
        }
      });
    });
});

test.describe('before it has come', () => {
  test.use({ javaScriptEnabled: false });
  test('a page has its heading', async ({ page }) => {
    // Without scripts what stands in its place stays.
    for (const path of ['/', '/runs', `/styles/${fixtureStyle.slug}`]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
    }
  });
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
  await expectNoFindings(page);
  await page.getByRole('link', { name: 'To the gallery' }).click();
  await expect(page.getByRole('heading', { name: 'Pick a painter for your photo' })).toBeVisible();
});
