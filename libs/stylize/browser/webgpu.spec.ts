import { expect, test } from '@playwright/test';
import type { Adapter } from './page.ts';
import { openPainterPage, paintedThere } from './painter-page.ts';

/** WebGPU by a program that plays a graphics card, SwiftShader: slow, but the shaders are those of any card. */
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    }),
});
test.beforeEach(({ page }) => openPainterPage(page));

test('WebGPU paints as Node does', async ({ page }) => {
  const adapter = await page.evaluate(() => (globalThis as unknown as { adapter: Adapter }).adapter());
  expect(adapter).toBe('swiftshader');
  for (const networkWidth of [4, 16]) {
    const sample = { networkWidth, width: 97, height: 70, memory: 800 };
    const { largest, mean } = await paintedThere(page, sample, 'webgpu');
    expect(largest).toBeLessThanOrEqual(2);
    expect(mean).toBeLessThan(0.05);
  }
});
