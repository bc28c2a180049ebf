import { fixtureStyle } from '../fixture.ts';
import { expect, findings, test } from './test.ts';

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

test('the painting, saving and the chosen style are on the first screen', async ({ page }) => {
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await expect(page.locator('[data-drawn]')).toBeVisible();
  // The wipe hides a part of it.
  const painting = (await page.locator('[data-drawn]').boundingBox())!;
  expect(painting.y + painting.height).toBeLessThan(844);
  for (const locator of [
    page.getByRole('radio', { name: fixtureStyle.title }),
    page.getByRole('button', { name: 'Save', exact: true }),
  ])
    await expect(locator).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('a film is chosen above the bar at the bottom, however far the page is scrolled', async ({ page }) => {
  await page.goto('/films');
  const choose = page.locator('label').filter({ hasText: 'Choose a film' });
  const bar = (await page.getByRole('navigation', { name: 'Pages' }).boundingBox())!;
  for (const down of [0, 60]) {
    await page.evaluate((top) => scrollTo(0, top), down);
    const { y, height } = (await choose.boundingBox())!;
    expect(y).toBeGreaterThan(0);
    expect(y + height).toBeLessThan(bar.y);
  }
});

test('the chosen photo is in sight in the row of photos', async ({ page }) => {
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  const last = page.getByRole('button', { name: /^Use this photo: / }).last();
  await last.click();
  await expect(last).toHaveAttribute('aria-pressed', 'true');
  for (const address of ['/', `/styles/${fixtureStyle.slug}`]) {
    await page.goto(address);
    await expect(last).toHaveAttribute('aria-pressed', 'true');
    const right = async () => {
      const { x, width } = (await last.boundingBox())!;
      return x + width;
    };
    await expect.poll(right).toBeLessThanOrEqual(390);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  }
});

test('a painting is shared as a file', async ({ page }) => {
  await page.addInitScript(() => {
    const shared: string[] = [];
    Object.assign(window, { shared });
    Object.assign(navigator, {
      canShare: () => true,
      share: ({ files }: { files: File[] }) => {
        shared.push(...files.map(({ name, type, size }) => `${name} ${type} ${size > 1000}`));
        return Promise.resolve();
      },
    });
  });
  await page.goto(`/styles/${fixtureStyle.slug}`);
  await expect(page.locator('[data-drawn]')).toBeVisible();
  const share = page.getByRole('button', { name: 'Share', exact: true });
  await expect(share).toBeInViewport({ ratio: 1 });
  await share.click();
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { shared: string[] }).shared))
    .toEqual([expect.stringMatching(/\.jpg image\/jpeg true$/)]);
});

for (const [locale, { camera, share }] of Object.entries({
  'en-GB': { camera: 'Take a photo', share: 'Share' },
  'zh-CN': { camera: '拍一张', share: '分享' },
}))
  test.describe(locale, () => {
    test.use({ locale });
    test('the camera is offered, and sharing, each under its name', async ({ page }) => {
      await page.addInitScript(() => Object.assign(navigator, { canShare: () => true }));
      await page.goto('/');
      await expect(page.getByText(camera, { exact: true })).toBeVisible();
      await expect(page.getByLabel(camera, { exact: true })).toHaveAttribute('capture', 'environment');
      await page.goto(`/styles/${fixtureStyle.slug}`);
      await expect(page.getByText(camera, { exact: true })).toBeVisible();
      const name = page.getByRole('button', { name: share, exact: true });
      await expect(name).toBeInViewport({ ratio: 1 });
      await expect(name).toBeEnabled();
    });
  });

test.describe('where lines are short', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test('a dot between facts is seen only where both are in its line', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByText('trained by Nobody')).toBeVisible();
    const dots = await page.getByText('·', { exact: true }).evaluateAll((found) =>
      found.map((dot) => {
        const [fact, list] = [dot.parentElement!, dot.parentElement!.parentElement!];
        const [top, before] = [fact, fact.previousElementSibling!].map(
          (it) => it.getBoundingClientRect().top,
        );
        return {
          between: top === before,
          seen: dot.getBoundingClientRect().right > list.getBoundingClientRect().left,
        };
      }),
    );
    for (const { between, seen } of dots) expect(seen).toBe(between);
    expect(new Set(dots.map(({ seen }) => seen)).size).toBe(2); // of either kind
  });
});

test.describe('as an app', () => {
  test.use({ mayFail: /./, serviceWorkers: 'allow' });
  test('it can be installed, and says what is missing where the studio does not answer', async ({
    page,
    request,
    context,
  }) => {
    await page.goto('/');
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = (await (await request.get(href!)).json()) as { icons: { src: string; sizes: string }[] };
    for (const { src, sizes } of manifest.icons) {
      const icon = await request.get(src);
      expect([icon.status(), icon.headers()['content-type']]).toEqual([200, 'image/png']);
      expect(sizes).toMatch(/^(192x192|512x512)$/);
    }
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.goto('/runs');
    await expect(page.getByRole('heading', { name: 'The studio does not answer' })).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findings(page)).toEqual([]);
    }
  });
});
