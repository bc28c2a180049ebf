import * as tf from '@tensorflow/tfjs-core';
import { type Losses, type LossSettings, namedLosses, Objective } from '../losses/objective.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import { type Picture, toPicture, toTensor } from '../picture.ts';
import { adamState } from './adam.ts';
import type { Compile } from './compile.ts';
import { createOptimizer, type ObjectiveGradient } from './optimizer.ts';

export interface OptimiseOptions {
  content: Picture;
  style: Picture;
  /** Judges the picture: any network that gives features at the taps, see {@link FeatureExtractor}; it stays the caller's. */
  lossNetwork: FeatureExtractor;
  /** Which losses, and their weights. */
  config: LossSettings;
  iterations: number;
  /** Adam's step in units of brightness (0..1). */
  learningRate?: number;
  /** The engine's way to run the same step many times; op by op without it. */
  compile?: Compile;
}

/**
 * The original method (Gatys et al. 2016): no network is trained; the pixels of one picture are changed until it has the
 * photo's content and the painting's style. Slow, and the standard that the trained network is held against.
 * Starts from the photo (the paper starts from noise: this needs fewer iterations) and uses Adam, not L-BFGS.
 * Gives the losses of each iteration and, with the last one, the picture.
 */
export async function* optimise(
  options: OptimiseOptions,
): AsyncGenerator<{ iteration: number; losses: Losses; picture?: Picture }> {
  const { content, iterations, learningRate = 0.02 } = options;
  const style = toTensor(options.style);
  const objective = new Objective(options.lossNetwork, style, options.config);
  style.dispose();
  const photo = toTensor(content);
  const target = objective.contentTarget(photo);
  const objectiveGradient: ObjectiveGradient = (picture) => {
    let terms: tf.Tensor1D | undefined;
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => {
      const losses = objective.evaluate(x as tf.Tensor4D, target);
      terms = tf.keep(losses.terms);
      return losses.total;
    })(picture);
    value.dispose();
    return { terms: terms!, gradient: grad };
  };
  let state = adamState(tf.clone(photo));
  const optimizer = await createOptimizer(objectiveGradient, state, [], options.compile);
  try {
    for (let iteration = 1; iteration <= iterations; iteration++) {
      const { state: next, terms } = optimizer.step(state, [], learningRate, iteration);
      state = next;
      const values = await terms.data();
      terms.dispose();
      const last = iteration === iterations;
      yield {
        iteration,
        losses: namedLosses(values),
        ...(last && { picture: await toPicture(state.values as tf.Tensor4D) }),
      };
    }
  } finally {
    tf.dispose([photo, state, target]);
    optimizer.dispose();
    objective.dispose();
  }
}
