import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Compile } from '@atelier/model';
import type { NamedTensorMap } from '@tensorflow/tfjs-core';
import { env } from '../env.ts';
import { hasBfloat16, inHalfPrecision } from './half-precision.ts';
import { record } from './recording.ts';
import { encodeSavedModel } from './saved-model.ts';

/**
 * Runs a function once op by op, writes its ops down as a TensorFlow graph and has TensorFlow run that from then on: the
 * graph is simplified, ops are fused, independent ones run side by side, and nothing waits for JavaScript.
 * @param half whether convolutions are computed in bfloat16: see {@link inHalfPrecision}
 */
export const graphCompiler =
  (half = hasBfloat16()): Compile =>
  async (run, examples) => {
    const { node } = await import('@tensorflow/tfjs-node-gpu');
    const { nodes, inputs, outputs } = record(run, examples);
    const all = half ? inHalfPrecision(nodes) : nodes;
    // TensorFlow reads graphs from files; not every machine has a folder for temporary ones.
    await mkdir(env.ATELIER_CACHE, { recursive: true });
    const folder = await mkdtemp(join(env.ATELIER_CACHE, 'graph-'));
    try {
      await writeFile(join(folder, 'saved_model.pb'), encodeSavedModel(all, inputs, outputs));
      const graph = await node.loadSavedModel(folder, ['serve'], 'serving_default');
      return {
        run: (...tensors) => {
          const named = Object.fromEntries(tensors.map((tensor, k) => [`input${k}`, tensor]));
          const results = graph.predict(named) as NamedTensorMap;
          return Object.keys(outputs).map((name) => results[name]!);
        },
        dispose: () => graph.dispose(),
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  };
