import type { Compile, TensorFunction } from '@atelier/model';
import * as tf from '@tensorflow/tfjs-core';
import { median } from 'simple-statistics';

/** The median seconds of a compiled function, over `runs` calls after two that are not timed. */
export async function timed(
  run: TensorFunction,
  inputs: tf.Tensor[],
  compile: Compile,
  runs: number,
): Promise<number> {
  const compiled = await compile(run, inputs);
  const times: number[] = [];
  for (let k = 0; k < runs + 2; k++) {
    const start = performance.now();
    const results = compiled.run(...inputs);
    await results[0]!.data(); // until it is really computed
    times.push((performance.now() - start) / 1000);
    tf.dispose(results);
  }
  compiled.dispose();
  return median(times.slice(2));
}
