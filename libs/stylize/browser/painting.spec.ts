import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { nodeEngine } from '../node/index.ts';
import { difference, network, picture } from '../test/networks.ts';
import { openPainter } from '../src/index.ts';
import { type Paint, type Sample } from './page.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Too large to be painted whole in `memory`; its maps are not. */
const tall: Sample = { networkWidth: 4, width: 254, height: 1_801, memory: 100 };
const samples = [
  { how: 'whole', sample: { ...tall, memory: 800 }, banded: false },
  { how: 'in bands', sample: tall, banded: true },
  {
    how: 'whole with sixteen channels',
    sample: { networkWidth: 16, width: 97, height: 70, memory: 800 },
    banded: false,
  },
  {
    how: 'at a working size, brought to full size in bands',
    sample: { networkWidth: 4, width: 640, height: 480, memory: 800, suitedSize: 160 },
    banded: true,
  },
];

test.beforeEach(async ({ page }) => {
  const { outputFiles } = await build({
    entryPoints: [here('page.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    write: false,
  });
  const wasm = fileURLToPath(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  await page.route('**/*', (route) => route.fulfill({ status: 404 }));
  await page.route('**/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="page.js"></script>' }),
  );
  await page.route('**/page.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]!.text }),
  );
  await page.route('**/ort.wasm', (route) => route.fulfill({ contentType: 'application/wasm', path: wasm }));
  await page.goto('http://painter.test/');
});

for (const { how, sample, banded } of samples)
  test(`the browser paints as Node does: ${how}`, async ({ page }) => {
    const { networkWidth, width, height, memory, suitedSize } = sample;
    const photo = picture(width, height, 5);
    const painter = await openPainter(network(networkWidth, 3), nodeEngine(), { suitedSize });
    const expected = await painter.paint(photo, { memory });
    await painter.close();
    const { bytes, steps } = await page.evaluate(
      (sample) => (globalThis as unknown as { paint: Paint }).paint(sample),
      sample,
    );
    expect(steps > 1).toBe(banded);
    const painting = { width, height, data: Uint8Array.from(Buffer.from(bytes, 'latin1')) };
    expect(painting.data).toHaveLength(photo.data.length);
    const { largest, mean } = difference(painting, expected);
    // Rounding to 8 bits; crisp edges and gains make more of it.
    expect(largest).toBeLessThanOrEqual(sample.suitedSize ? 2 : 1);
    expect(mean).toBeLessThan(sample.suitedSize ? 0.05 : 0.01);
  });
