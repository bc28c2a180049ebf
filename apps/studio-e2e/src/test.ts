import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test as base } from '@playwright/test';
import sharp from 'sharp';

/**
 * Every test also fails on what its page asks of any other host than the studio, and on what it logs as an error, but
 * for `mayFail`: requests whose address it matches. What a refused upload is answered with (422) and an address that
 * leads nowhere (404) are logged too; the tests look at what the page says.
 */
export const test = base.extend<{ page: Page; mayFail: RegExp | undefined }>({
  mayFail: [undefined, { option: true }],
  page: async ({ page, mayFail, baseURL }, use) => {
    const errors: string[] = [];
    const answered = new Set<string>();
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^https?:$/.test(protocol) && host !== new URL(baseURL!).host) errors.push(`asks ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() === 404) answered.add(response.url());
    });
    page.on('console', (message) => {
      const { url } = message.location();
      if (message.type() !== 'error' || message.text().includes('422')) return;
      if (!answered.has(url) && !mayFail?.test(url)) errors.push(`${message.text()} (${url})`);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await use(page);
    expect(errors).toEqual([]);
  },
});

export { expect } from '@playwright/test';

/** A photo-like picture: a gradient with some grain, the same for the same seed. */
export async function picture(width: number, height: number, seed = 1): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const grain = (x * 7919 + y * 104_729 + seed * 1_299_709) % 31;
      data[at] = (255 * x) / width;
      data[at + 1] = (255 * y) / height;
      data[at + 2] = ((seed * 37) % 200) + grain;
    }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Mean difference of two pictures' channels, 0..255, at the size of the first. */
export async function difference(a: Buffer, b: Buffer): Promise<number> {
  const { data: first, info } = await sharp(a).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const second = await sharp(b)
    .resize(info.width, info.height, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer();
  return first.reduce((sum, value, i) => sum + Math.abs(value - second[i]!), 0) / first.length;
}

export const file = (name: string, buffer: Buffer, mimeType = 'image/jpeg') => ({ name, mimeType, buffer });

type Files = Parameters<Locator['setInputFiles']>[0];

/** Gives the studio a photo, or several at once. */
export const choosePhoto = (page: Page, photos: Files) =>
  page.getByLabel('Use your photo').setInputFiles(photos);

/** A drop as the system makes it: the browser would open the files, here or in another tab. */
export async function dropFiles(page: Page, files: string[], place: { x: number; y: number }): Promise<void> {
  const system = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await system.send('Input.dispatchDragEvent', { type, ...place, data });
}

/** What axe finds on the page as it is, of any kind. */
export async function findings(page: Page): Promise<string[]> {
  // All in the page itself, which has no frames: otherwise a page more is opened for each look, and all that is well sent there.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

/** Expects nothing on the page as it is, light and dark. */
export async function expectNoFindings(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveClass(new RegExp(colorScheme));
    expect(await findings(page)).toEqual([]);
  }
}
