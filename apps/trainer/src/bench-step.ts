import {
  Adam,
  type LossNetworkName,
  LossNetwork,
  lossesAndGradients,
  Objective,
  randomLossNetwork,
  randomParameters,
  trainingConfig,
} from '@atelier/model';
import * as tf from '@tensorflow/tfjs-core';
import { median } from './median.ts';

export interface StepBenchmark {
  /** Seconds per training step: the median, and the fastest and slowest of all. */
  median_s: number;
  min_s: number;
  max_s: number;
  /** Medians of the step's parts. */
  forward_s: number;
  backward_s: number;
  update_s: number;
  /** Tensors alive between steps; a number that grows would be a leak. */
  tensors: number;
  tensorsGrown: number;
}

export interface StepSettings {
  width: number;
  size: number;
  batch: number;
  lossNetwork: LossNetworkName;
  /** Timed steps, after two that are not. */
  runs: number;
}

/** Times training steps on random photos with random weights: speed depends on neither. */
export function benchStep({ width, size, batch, lossNetwork, runs }: StepSettings): StepBenchmark {
  const config = trainingConfig({ width, size, batch, lossNetwork });
  const network = new LossNetwork(lossNetwork, randomLossNetwork(lossNetwork, 1));
  const style = tf.randomUniform<tf.Rank.R4>([1, config.styleSize, config.styleSize, 3], 0, 1, 'float32', 2);
  const objective = new Objective(network, style, config);
  const photos = tf.randomUniform<tf.Rank.R4>([batch, size, size, 3], 0, 1, 'float32', 3);
  let parameters = randomParameters(width, 1);
  const adam = new Adam([...parameters.values()].map(({ shape }) => shape));
  const times: { forward: number; backward: number; update: number; total: number }[] = [];
  const tensors: number[] = [];
  const clock = () => performance.now() / 1000;

  for (let k = 1; k <= runs + 2; k++) {
    const start = clock();
    const { terms, gradients, forwardEnd } = lossesAndGradients(parameters, objective, photos, clock);
    const backwardEnd = clock();
    const before = [...parameters.values()];
    const after = adam.step(before, gradients, config.learningRate, k);
    tf.dispose([terms, ...gradients, ...before]);
    parameters = new Map([...parameters.keys()].map((name, i) => [name, after[i]!]));
    const end = clock();
    if (k > 2) {
      times.push({
        forward: forwardEnd - start,
        backward: backwardEnd - forwardEnd,
        update: end - backwardEnd,
        total: end - start,
      });
      tensors.push(tf.memory().numTensors);
    }
  }
  adam.dispose();
  objective.dispose();
  network.dispose();
  tf.dispose([style, photos, ...parameters.values()]);
  const totals = times.map(({ total }) => total);
  return {
    median_s: median(totals),
    min_s: Math.min(...totals),
    max_s: Math.max(...totals),
    forward_s: median(times.map(({ forward }) => forward)),
    backward_s: median(times.map(({ backward }) => backward)),
    update_s: median(times.map(({ update }) => update)),
    tensors: tensors.at(-1)!,
    tensorsGrown: tensors.at(-1)! - tensors[0]!,
  };
}
