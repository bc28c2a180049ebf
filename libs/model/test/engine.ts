import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { useNativeKernels } from '../src/ops/native.ts';

const require = createRequire(import.meta.url);
const binding = join(
  dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json')),
  'lib/napi-v8/tfjs_binding.node',
);

/** The engines of this machine: WebAssembly runs everywhere, TensorFlow where the set-up could provide it. */
export const engines: ('tensorflow' | 'wasm')[] =
  existsSync(binding) && process.env.ATELIER_ENGINE !== 'wasm' ? ['tensorflow', 'wasm'] : ['wasm'];

/** Makes an engine tfjs's backend. */
export async function useEngine(name: 'tensorflow' | 'wasm'): Promise<void> {
  if (name === 'tensorflow') {
    // tfjs-node calls two functions that Node 23 removed.
    Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (value: unknown) => value == null });
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
    await import('@tensorflow/tfjs-node-gpu');
  } else {
    await import('@tensorflow/tfjs'); // registers the gradients
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + '/');
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  }
  if (!(await tf.setBackend(name))) throw new Error(`the engine ${name} did not start`);
}

/** Each engine, and where the engine is TensorFlow its own kernels and the portable ops. */
export const variants = engines.flatMap((engine) =>
  (engine === 'tensorflow' ? [true, false] : [false]).map((native) => ({ engine, native })),
);

export async function useVariant({ engine, native }: (typeof variants)[number]): Promise<void> {
  await useEngine(engine);
  useNativeKernels(native);
}
useVariant.portable = () => useNativeKernels(false);
