import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { nodeEngine } from '../node/index.ts';
import { difference, network, picture } from '../test/networks.ts';
import { openPainter } from '../src/index.ts';
import type { Backend, Paint, Sample } from './page.ts';

const programs: Record<Backend, string> = {
  wasm: 'onnxruntime-web/ort-wasm-simd-threaded.wasm',
  webgpu: 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm',
};

/** Opens a page that can paint. Its host is one that browsers take for safe, as WebGPU wants. */
export async function openPainterPage(page: Page): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    write: false,
  });
  await page.route('**/*', (route) => route.fulfill({ status: 404 }));
  await page.route('**/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="page.js"></script>' }),
  );
  await page.route('**/page.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]!.text }),
  );
  for (const [backend, program] of Object.entries(programs))
    await page.route(`**/${backend}.wasm`, (route) =>
      route.fulfill({ contentType: 'application/wasm', path: fileURLToPath(import.meta.resolve(program)) }),
    );
  await page.goto('http://localhost/');
}

/** Paints the sample there and here: how far the paintings are apart, and how often progress was told there. */
export async function paintedThere(page: Page, sample: Sample, backend: Backend) {
  const { networkWidth, width, height, memory, suitedSize } = sample;
  const painter = await openPainter(network(networkWidth, 3), nodeEngine(), { suitedSize });
  const expected = await painter.paint(picture(width, height, 5), { memory });
  await painter.close();
  const { bytes, steps } = await page.evaluate(
    ([sample, backend]) => (globalThis as unknown as { paint: Paint }).paint(sample, backend),
    [sample, backend] as const,
  );
  const data = Uint8Array.from(Buffer.from(bytes, 'latin1'));
  if (data.length !== expected.data.length)
    throw new Error(`${data.length} bytes of ${expected.data.length}`);
  return { ...difference({ width, height, data }, expected), steps };
}
