import { fixtureStyle } from '../fixture.ts';
import { cutTexts } from './cut.ts';
import { pages } from './pages.ts';
import { expect } from './test.ts';
import { start, test } from './training.ts';

/** What a window of 1280 × 900 shows at 200 %: half as many pixels of the page's, each of two by two of the screen's. */
test.use({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });

for (const locale of ['en-GB', 'zh-CN'])
  test.describe(`at 200 %, ${locale}`, () => {
    test.use({ locale });
    for (const path of [...pages, '/lens', '/letters?way=filled', '/nothing'])
      test(`${path} scrolls only downwards, and nothing of it is cut`, async ({ page }) => {
        await page.goto(path);
        await expect(page.locator('main:has(> [aria-busy])')).toHaveCount(0);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        const { scrollWidth, clientWidth } = await page
          .locator('html')
          .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
        expect(scrollWidth).toBeLessThanOrEqual(clientWidth); // less by a scrollbar that has its place kept free
        expect(await cutTexts(page)).toEqual([]);
      });
  });

test('of a style that was trained twice the lists of checkpoints show which training each is of, uncut', async ({
  page,
  request,
}) => {
  test.setTimeout(1_200_000);
  const id = await start(request, 2);
  await page.goto(`/runs/${id}`);
  await expect(page.locator('[data-status=finished]')).toBeVisible({ timeout: 900_000 });
  for (const [path, list] of [
    [`/styles/${fixtureStyle.slug}`, 'Checkpoint'],
    [`/styles/${fixtureStyle.slug}/compare`, 'Right'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByLabel(list).locator('option:checked')).toHaveText(
      /^10,000 iterations \(published\) · \d\d:\d\d$/,
    );
    for (const width of [640, 1024, 1280, 1536]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await cutTexts(page)).toEqual([]);
    }
  }
});
