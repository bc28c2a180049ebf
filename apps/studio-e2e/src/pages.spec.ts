import type { Locator } from '@playwright/test';
import { fixtureStyle, untrainedStyle } from '../fixture.ts';
import { expect, findings, test } from './test.ts';

const pages = [
  '/',
  `/styles/${fixtureStyle.slug}`,
  `/styles/${fixtureStyle.slug}/compare`,
  `/styles/${untrainedStyle.slug}`,
  '/batch',
  '/deleted',
  '/train',
  '/datasets',
  '/runs',
  '/films',
  '/learn',
  '/letters',
];

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`${colorScheme}`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });
    for (const path of pages)
      test(`${path} has no accessibility findings`, async ({ page }) => {
        await page.goto(path);
        await expect(page.locator('html')).toHaveClass(new RegExp(colorScheme));
        await expect(page.locator('main:has(> [aria-busy])')).toHaveCount(0); // what stands there until the page comes
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expect(page.getByText(/^Painting…|^Waiting for the brush/)).toHaveCount(0, { timeout: 60_000 });
        expect(await findings(page)).toEqual([]);
      });
  });

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  for (const path of [...pages, '/lens', '/letters?way=filled'])
    test(`${path} is no wider than the screen, and the pages are in reach`, async ({ page }) => {
      await page.goto(path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(390);
      const bar = page.getByRole('navigation', { name: 'Pages' });
      const { y, height } = (await bar.boundingBox())!;
      expect(y + height).toBe(844);
      for (const name of ['Films', 'Runs']) {
        await bar.getByRole('link', { name, exact: true }).tap();
        await expect(page).toHaveURL(new RegExp(`/${name.toLowerCase()}$`));
      }
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
    // Every photo that the tests before this one left behind is a stop on the way.
    const stops = await page.locator('a, button, input, select, textarea, summary, [tabindex]').count();
    for (let i = 0; i < 2 * stops; i++) {
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
  await expect(page.getByRole('link', { name: fixtureStyle.title })).toBeVisible(); // the cards come after the page
  await tabTo(new RegExp(fixtureStyle.title));
  await expect(focused).toHaveCSS('outline-style', 'solid');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(fixtureStyle.slug));
  await expect(page.locator('[data-drawn]')).toBeVisible();
  await tabTo(/Move between photo and painting/);
  await page.keyboard.press('ArrowLeft');
  await expect(focused).toHaveAttribute('aria-valuenow', '25');
  await tabTo(/^Strength$/);
  await page.keyboard.press('PageDown');
  await expect(page.getByText('90%', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/strength=0\.9/); // the address follows when the slider rests
  await tabTo(/Compare with another/);
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

test('no script runs without the nonce of its answer, and nobody frames a page', async ({ request }) => {
  const nonces = new Set<string>();
  for (const address of ['/', '/train', '/runs', '/styles/mosaic', '/nowhere']) {
    const answer = await request.get(address);
    const headers = answer.headers();
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1];
    expect(nonce, address).toBeDefined();
    nonces.add(nonce!);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(nonces.size).toBe(5);
});

test('requests of other sites are refused, links to pages are not', async ({ request }) => {
  const from = (site: string, mode: string) => ({
    headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode },
  });
  const queries = ['/api/trpc/styles.list', '/images/0'];
  for (const address of queries) {
    expect((await request.get(address, from('cross-site', 'navigate'))).status(), address).toBe(403);
    expect((await request.get(address, from('same-site', 'cors'))).status(), address).toBe(403);
  }
  expect((await request.get('/', from('cross-site', 'navigate'))).status()).toBe(200);
  expect((await request.get('/', from('cross-site', 'no-cors'))).status()).toBe(403);
});

test('a body or a batch that is too large is refused', async ({ request }) => {
  const large = await request.post('/api/trpc/photos.delete', { data: 'x'.repeat(300_000) });
  expect(large.status()).toBe(413);
  const batch = Array.from({ length: 21 }, () => 'styles.list').join(',');
  const answer = await request.get(`/api/trpc/${batch}?batch=1&input={}`);
  expect(answer.status()).toBe(400);
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
