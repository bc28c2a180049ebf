import { expect, type Locator, type Page, test as base } from '@playwright/test';
import sharp from 'sharp';

/** Every test also fails on what its page logs as an error. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      // A refused upload is answered with 422, which Chromium logs; the test looks at what the page says.
      if (message.type() === 'error' && !message.text().includes('422')) errors.push(message.text());
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

/** Chooses a file once the page is alive: before React has taken the input over, nobody would hear of the choice. */
export async function choose(input: Locator, chosen: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
  await input.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        const look = () =>
          Object.keys(element).some((key) => key.startsWith('__reactProps$'))
            ? resolve()
            : requestAnimationFrame(look);
        look();
      }),
  );
  await input.setInputFiles(chosen);
}
