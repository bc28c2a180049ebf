import type { Page } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { expect, test } from './test.ts';

const paint = `/styles/${fixtureStyle.slug}`;

/** Holds back a page, whether it is asked for ahead or gone to, until `release`; `asked` once it is gone to. */
async function hold(page: Page, path: RegExp) {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let ask: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  await page.route(path, async (route) => {
    if (!route.request().headers()['next-router-prefetch']) ask();
    await held;
    await route.continue();
  });
  return { asked, release };
}

test('a slider that moved just before a link was followed does not take the navigation back, and is kept', async ({
  page,
}) => {
  await page.clock.install();
  const { asked, release } = await hold(page, /\/compare\?/);
  await page.goto(paint);
  await expect(page.locator('[data-drawn]')).toBeVisible();
  const strength = page.getByRole('slider', { name: 'Strength' });
  await strength.press('PageDown');
  await page.getByRole('link', { name: 'Compare with another' }).click();
  await asked;
  // Nor does one that moves while the other page is on its way.
  await strength.press('PageDown');
  await page.clock.runFor(2_000);
  release();
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible();
  await expect(page).toHaveURL(/\/compare\?/);
  await page.goBack();
  await expect(page).toHaveURL(`${paint}?strength=0.9`);
  await expect(page.getByText('90%', { exact: true })).toBeVisible();
});

test('the address follows again after a link to the page itself', async ({ page }) => {
  await page.goto('/letters');
  await page.getByRole('navigation').getByRole('link', { name: 'Letters' }).click();
  await page.getByLabel('Text').fill('two');
  await expect(page).toHaveURL('/letters?text=two');
});
