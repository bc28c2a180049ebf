import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkout } from '../env.ts';
import { type Engine, openEngine } from './engine.ts';

const run = promisify(execFile);

/** Opens the engine in a process of its own, as the command line does; the process must end by itself. */
async function openElsewhere(name: string): Promise<Engine & { gradient: number[] }> {
  const program = `
    import * as tf from '@tensorflow/tfjs-core';
    import { openEngine } from './src/engine/engine.ts';
    const engine = await openEngine();
    const gradient = tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([1, 2, 3]));
    console.log(JSON.stringify({ ...engine, gradient: [...gradient.dataSync()] }));`;
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: join(checkout, 'apps/trainer'), env: { ...process.env, ATELIER_ENGINE: name } },
  );
  return JSON.parse(stdout) as Engine & { gradient: number[] };
}

describe('the engine', () => {
  it('is the backend of the one tfjs-core that every package imports', async () => {
    const engine = await openEngine();
    expect(tf.getBackend()).toBe(engine.name);
    for (const folder of ['libs/model', 'apps/trainer', 'node_modules/@tensorflow/tfjs-backend-wasm']) {
      const require = createRequire(join(checkout, folder, 'package.json'));
      const core = require('@tensorflow/tfjs-core') as typeof tf;
      expect(core.Tensor, folder).toBe(tf.Tensor);
      expect(core.engine(), folder).toBe(tf.engine());
    }
  });

  it('has the gradients of the ops', async () => {
    await openEngine();
    const photo = tf.ones<tf.Rank.R4>([1, 5, 5, 1]);
    const kernel = tf.ones<tf.Rank.R4>([3, 3, 1, 4]);
    const gradient = tf.grad((x) => tf.sum(tf.conv2d(x as tf.Tensor4D, kernel, 1, 'same')))(photo);
    const [corner, edge] = await gradient.data();
    expect([corner, edge]).toEqual([16, 24]); // 4 output channels × the windows that cover the pixel
  });

  it('is opened once', () => {
    expect(openEngine()).toBe(openEngine());
  });

  it('runs on WebAssembly with all processors when asked to, and says so', async () => {
    const engine = await openElsewhere('wasm');
    expect(engine.name).toBe('wasm');
    expect(engine.threads).toBe(Math.min(availableParallelism(), 8)); // the package's own limit
    expect(engine.why).toContain('ATELIER_ENGINE=wasm');
    expect(engine.gradient).toEqual([2, 4, 6]);
  });

  it('says why nothing better is in use, and what would mend it', async () => {
    const engine = await openElsewhere('auto');
    if (engine.device !== 'NVIDIA GPU') expect(engine.why).toMatch(/./);
    expect(engine.gradient).toEqual([2, 4, 6]);
  });

  it('insists on TensorFlow when asked to', async () => {
    const { name } = await openElsewhere('auto');
    const insisting = openElsewhere('tensorflow');
    if (name === 'tensorflow') expect((await insisting).name).toBe('tensorflow');
    else await expect(insisting).rejects.toThrow(/ATELIER_ENGINE=tensorflow, but .* To mend it: /);
  });
});
