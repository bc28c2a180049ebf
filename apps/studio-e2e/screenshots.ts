/**
 * Takes the README's pictures from a studio that runs with its trained styles:
 *
 *     node --import tsx apps/studio-e2e/screenshots.ts http://localhost:3000 starry-night docs/screenshots
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { env } from './env.ts';

const [address, slug, folder] = process.argv.slice(2);
if (!address || !slug || !folder) throw new Error('give the address of a studio, a style and a folder');

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: env.CHROMIUM, args: ['--no-sandbox'] });

/** Every picture in sight has come. */
const picturesAreThere = () =>
  [...document.images]
    .filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    })
    .every(({ complete, naturalWidth }) => complete && naturalWidth > 0);

/** No card says that it is being painted. */
const nothingIsAwaited = () =>
  [...document.querySelectorAll('[aria-live]')].every(({ textContent }) => !textContent);

async function shoot(
  name: string,
  where: string,
  colorScheme: 'light' | 'dark',
  painted: (page: Page) => Promise<unknown>,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1360, height: 900 },
    locale: 'en-GB',
    colorScheme,
    reducedMotion: 'reduce',
  });
  const answer = await page.goto(`${address}${where}`);
  if (!answer?.ok()) throw new Error(`${address}${where} answers with ${answer?.status()}`);
  await painted(page);
  await page.waitForFunction(picturesAreThere);
  await page.screenshot({ path: path.join(folder!, `${name}.jpg`), type: 'jpeg', quality: 85 });
  await page.close();
}

try {
  await shoot('gallery', '/', 'light', async (page) => {
    await page
      .getByRole('img', { name: /painted in the manner of/ })
      .first()
      .waitFor({ timeout: 120_000 });
    await page.waitForFunction(nothingIsAwaited, undefined, { timeout: 300_000 });
  });
  await shoot('paint', `/styles/${slug}`, 'dark', async (page) => {
    await page.locator('[data-drawn]').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden', timeout: 120_000 }); // painted at its own size, too
  });
  await shoot('compare', `/styles/${slug}/compare?view=wipe`, 'light', (page) =>
    page.getByRole('slider', { name: 'Wipe' }).waitFor({ timeout: 120_000 }),
  );
} finally {
  await browser.close();
}
