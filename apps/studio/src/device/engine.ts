import type { Engine } from '@atelier/stylize';
import { ask } from '@/trpc/ask.ts';
import type { Backend } from './device-painter.ts';

/** So many threads at most, on processors of the phone kind as well; one is left to the page where there are enough. */
const MOST_THREADS = 8;

/** What this browser can paint with, and the best of it. */
export async function backends(): Promise<{ choices: Backend[]; best: Backend }> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) return { choices: ['wasm'], best: 'wasm' };
  // A program that plays a graphics card is slower than the processor's own way.
  return { choices: ['webgpu', 'wasm'], best: adapter.info.isFallbackAdapter ? 'wasm' : 'webgpu' };
}

/** ONNX Runtime in this browser; its program is served by the studio itself, and fetched when it is first needed. */
export async function openEngine(backend: Backend): Promise<Engine> {
  // Each kind has a program of its own (26 and 14 MB), and the script that starts it and its threads.
  const [ort, mjs, wasm] =
    backend === 'webgpu'
      ? [
          await import('onnxruntime-web/webgpu'),
          new URL('onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs', import.meta.url),
          new URL('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm', import.meta.url),
        ]
      : [
          await import('onnxruntime-web/wasm'),
          new URL('onnxruntime-web/ort-wasm-simd-threaded.mjs', import.meta.url),
          new URL('onnxruntime-web/ort-wasm-simd-threaded.wasm', import.meta.url),
        ];
  const paths = { mjs: new URL(mjs, location.origin), wasm: new URL(wasm, location.origin) };
  // Into the browser's cache: where one of them does not come ONNX Runtime would not try again before the page is loaded anew.
  for (const path of Object.values(paths)) await (await ask(path.href, {})).arrayBuffer();
  ort.env.wasm.wasmPaths = paths;
  ort.env.wasm.numThreads = threads();
  return {
    create: (model, options) =>
      ort.InferenceSession.create(model, { ...options, executionProviders: [backend] }),
    Tensor: ort.Tensor,
  };
}

/** Those that WASM paints with: they share their memory, which browsers allow isolated pages only. */
export const threads = () =>
  crossOriginIsolated ? Math.min(MOST_THREADS, Math.max(2, navigator.hardwareConcurrency - 1)) : 1;
