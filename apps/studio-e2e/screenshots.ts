/**
 * Takes the README's pictures from a studio that runs with its trained styles:
 *
 *     node --import tsx apps/studio-e2e/screenshots.ts http://localhost:3000 starry-night docs/screenshots
 */
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { env } from './env.ts';

const [address, slug, folder] = process.argv.slice(2);
if (!address || !slug || !folder) throw new Error('give the address of a studio, a style and a folder');

const browser = await chromium.launch({ executablePath: env.CHROMIUM, args: ['--no-sandbox'] });

async function shoot(
  name: string,
  where: string,
  colorScheme: 'light' | 'dark',
  ready: (page: Page) => Promise<unknown>,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1360, height: 900 },
    locale: 'en-GB',
    colorScheme,
  });
  await page.goto(`${address}${where}`);
  await ready(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: path.join(folder!, `${name}.jpg`), type: 'jpeg', quality: 85 });
  await page.close();
}

await shoot('gallery', '/', 'light', (page) =>
  page
    .getByRole('img', { name: /painted in the manner of/ })
    .first()
    .waitFor(),
);
await shoot('paint', `/styles/${slug}`, 'dark', (page) => page.locator('canvas[data-drawn]').waitFor());
await shoot('compare', `/styles/${slug}/compare?view=wipe`, 'light', (page) =>
  page.getByRole('slider', { name: 'Wipe' }).waitFor(),
);
await browser.close();
