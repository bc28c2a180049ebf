import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import util from 'node:util';
import { type Compile, opByOp } from '@atelier/model';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { checkout, env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { graphCompiler } from './compile.ts';
import { withThreads } from './wasm-threads.ts';

/** What computes the training. */
export interface Engine {
  name: 'tensorflow' | 'wasm';
  /** The processor. */
  device: string;
  /** TensorFlow's version, or that of the WebAssembly backend. */
  version: string;
  threads: number;
  /** Its way to run the same function of tensors thousands of times. */
  compile: Compile;
  /** Why nothing better is in use, where something better exists … */
  why?: string;
  /** … and what would mend it. */
  remedy?: string;
}

/** What tools/tensorflow.mjs wrote down when it last tried to install TensorFlow. */
const installationSchema = z.union([
  z.object({ version: z.string(), device: z.enum(['cpu', 'cuda']) }),
  z.object({ problem: z.string(), remedy: z.string() }),
]);

let opened: Promise<Engine> | undefined;

/**
 * Makes the best engine there is tfjs's backend, or the one that ATELIER_ENGINE insists on, with the gradients of all
 * ops registered. Further calls return the same engine.
 * @throws UsageError where ATELIER_ENGINE=tensorflow and TensorFlow cannot be loaded
 */
export function openEngine(): Promise<Engine> {
  return (opened ??= open());
}

async function open(): Promise<Engine> {
  if (env.ATELIER_ENGINE === 'wasm')
    return openWasm({ problem: 'ATELIER_ENGINE=wasm asks for it', remedy: 'unset ATELIER_ENGINE' });
  try {
    return await openTensorflow();
  } catch (error) {
    const lack = readLack(error);
    if (env.ATELIER_ENGINE === 'auto') return openWasm(lack);
    throw new UsageError(
      `ATELIER_ENGINE=tensorflow, but it cannot be loaded: ${lack.problem}. To mend it: ${lack.remedy}`,
      { cause: error },
    );
  }
}

async function openTensorflow(): Promise<Engine> {
  // tfjs-node calls two functions that Node 23 removed.
  Object.assign(util, {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  });
  process.env.TF_CPP_MIN_LOG_LEVEL = env.TF_CPP_MIN_LOG_LEVEL; // TensorFlow reads it when it is loaded
  await import('@tensorflow/tfjs-node-gpu');
  await tf.setBackend('tensorflow');
  const backend = tf.backend() as tf.KernelBackend & {
    isUsingGpuDevice: boolean;
    binding: { TF_Version: string };
  };
  return {
    name: 'tensorflow',
    device: backend.isUsingGpuDevice ? 'NVIDIA GPU' : processor(),
    version: backend.binding.TF_Version,
    threads: availableParallelism(),
    compile: graphCompiler(),
    ...(!backend.isUsingGpuDevice && {
      why: 'no NVIDIA GPU is in use',
      remedy: 'with such a GPU and its driver (nvidia-smi): node tools/tensorflow.mjs --force',
    }),
  };
}

async function openWasm({ problem, remedy }: { problem: string; remedy: string }): Promise<Engine> {
  await import('@tensorflow/tfjs'); // registers the gradients
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  wasm.setWasmPaths(`${folder}/`);
  const threads = availableParallelism();
  wasm.setThreadsCount(threads);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);
  const script = join(folder, '../wasm-out/tfjs-backend-wasm-threaded-simd');
  if (!(await withThreads(script, threads, () => tf.setBackend('wasm'))))
    throw new Error('the WebAssembly backend did not start');
  return {
    name: 'wasm',
    device: processor(),
    version: wasm.version_wasm,
    threads: wasm.getThreadsCount(),
    compile: opByOp,
    why: problem,
    remedy,
  };
}

/** Why TensorFlow does not load: what its installation met, else what loading it met. */
function readLack(error: unknown): { problem: string; remedy: string } {
  const file = join(checkout, 'node_modules', '.atelier', 'tensorflow.json');
  const installation = existsSync(file)
    ? installationSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { problem: 'it has not been installed', remedy: 'node tools/tensorflow.mjs' };
  if ('problem' in installation) return installation;
  return {
    problem: error instanceof Error ? error.message : String(error),
    remedy: 'node tools/tensorflow.mjs --force',
  };
}

function processor(): string {
  return cpus()[0]?.model.trim() || 'CPU';
}
