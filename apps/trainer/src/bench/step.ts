import {
  adamState,
  type Compile,
  shapesOf,
  LossNetwork,
  type LossNetworkName,
  createOptimizer,
  Objective,
  randomLossNetwork,
  randomParameters,
  stylize,
  type TensorFunction,
  toVector,
  fromVector,
  trainingConfig,
  trainingGradient,
} from '@atelier/model';
import * as tf from '@tensorflow/tfjs-core';
import { median } from 'simple-statistics';
import { type KernelTime, profileKernels } from '../engine/profile.ts';
import { timed } from './timed.ts';

export interface StepBenchmark {
  /** Seconds per training step: the median, and the fastest and slowest of all. */
  median_s: number;
  min_s: number;
  max_s: number;
  /** The step's parts: painting the photos and comparing, the way back, Adam. Each is the median of what it adds. */
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
export async function benchStep(settings: StepSettings, compile: Compile): Promise<StepBenchmark> {
  const { objective, shapes, objectiveGradient, state, photos, learningRate, dispose } = prepare(settings);
  const { runs } = settings;
  const inputs = [state.values, photos()];
  const losses: TensorFunction = (vector, x) => {
    const content = objective.contentTarget(x as tf.Tensor4D);
    return [objective.evaluate(stylize(fromVector(vector, shapes), x as tf.Tensor4D), content).terms];
  };
  const forward = await timed(losses, inputs, compile, runs);
  const both = await timed((vector, x) => [objectiveGradient(vector, x).gradient], inputs, compile, runs);
  inputs[1]!.dispose();

  const optimizer = await createOptimizer(objectiveGradient, state, [photos()], compile);
  const times: number[] = [];
  const tensors: number[] = [];
  let now = state;
  for (let k = 1; k <= runs + 2; k++) {
    const data = [photos()];
    const start = performance.now();
    const { state: next, terms } = optimizer.step(now, data, learningRate, k);
    terms.dispose();
    times.push((performance.now() - start) / 1000);
    tensors.push(tf.memory().numTensors);
    now = next;
  }
  const totals = times.slice(2);
  optimizer.dispose();
  tf.dispose([now.values, now.first, now.second]);
  dispose();
  return {
    median_s: median(totals),
    min_s: Math.min(...totals),
    max_s: Math.max(...totals),
    forward_s: forward,
    backward_s: both - forward,
    update_s: Math.max(0, median(totals) - both),
    tensors: tensors.at(-1)!,
    tensorsGrown: tensors.at(-1)! - tensors[0]!,
  };
}

/** Where the time of a step goes, kernel by kernel, where they are run one by one. Per step. */
export async function profileStep(settings: StepSettings): Promise<KernelTime[]> {
  const { objectiveGradient, state, photos, learningRate, dispose } = prepare(settings);
  const optimizer = await createOptimizer(objectiveGradient, state, [photos()]);
  let now = state;
  const kernels = profileKernels(() => {
    for (let k = 1; k <= settings.runs; k++) {
      const { state: next, terms } = optimizer.step(now, [photos()], learningRate, k);
      terms.dispose();
      now = next;
    }
  });
  tf.dispose([now.values, now.first, now.second]);
  dispose();
  return kernels.map(({ kernel, calls, ms }) => ({
    kernel,
    calls: calls / settings.runs,
    ms: ms / settings.runs,
  }));
}

function prepare({ width, size, batch, lossNetwork }: StepSettings) {
  const config = trainingConfig({ width, size, batch, lossNetwork });
  const network = new LossNetwork(lossNetwork, randomLossNetwork(lossNetwork, 1));
  const style = tf.randomUniform<tf.Rank.R4>([1, config.styleSize, config.styleSize, 3], 0, 1, 'float32', 2);
  const objective = new Objective(network, style, config);
  const parameters = randomParameters(width, 1);
  const shapes = shapesOf(parameters);
  const state = adamState(toVector(parameters.values()));
  tf.dispose([style, ...parameters.values()]);
  return {
    objective,
    shapes,
    state,
    objectiveGradient: trainingGradient(objective, shapes, { margin: 0 }),
    photos: () => tf.randomUniform<tf.Rank.R4>([batch, size, size, 3], 0, 1, 'float32', 3),
    learningRate: config.learningRate,
    dispose: () => {
      objective.dispose();
      network.dispose();
    },
  };
}
