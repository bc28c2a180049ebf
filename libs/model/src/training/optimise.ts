import * as tf from '@tensorflow/tfjs-core';
import { type Losses, type LossSettings, namedLosses, Objective } from '../losses/objective.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import { type Picture, toPicture, toTensor } from '../picture.ts';
import { type Compile, opByOp } from './compile.ts';
import { Lbfgs } from './lbfgs.ts';

export interface OptimiseOptions {
  content: Picture;
  style: Picture;
  /** Its features are compared: any network that gives features at the taps, see {@link FeatureExtractor}; it stays the caller's. */
  lossNetwork: FeatureExtractor;
  /** Which losses, and their weights. */
  config: LossSettings;
  /** How often the losses and their gradient are evaluated: a step that went too far and is taken back counts as one. */
  iterations: number;
  /** After which iterations the picture is given, besides the last. */
  pictures?: number[];
  /** When it aborts, the iteration under way is the last. */
  signal?: AbortSignal;
  /** The engine's way to run the same step many times; op by op without it. */
  compile?: Compile;
}

/** The largest change of a pixel in the first step, in units of brightness (0..1). */
const FIRST_STEP = 0.05;

/**
 * The original method (Gatys et al. 2016): no network is trained; the pixels of one picture are changed by L-BFGS until it
 * has the photo's content and the painting's style. Slow, and the standard that the trained network is held against.
 * Starts from the photo (the paper starts from noise: this needs fewer iterations).
 * Gives the losses that each iteration has reached and, where asked for and with the last one, the picture they belong to.
 */
export async function* optimise(
  options: OptimiseOptions,
): AsyncGenerator<{ iteration: number; losses: Losses; picture?: Picture }> {
  const { content, iterations, pictures = [], compile = opByOp, signal } = options;
  const style = toTensor(options.style);
  const objective = new Objective(options.lossNetwork, style, options.config);
  style.dispose();
  const photo = toTensor(content);
  const target = objective.contentTarget(photo);
  const gradientOf = await compile(
    (picture) => {
      let terms: tf.Tensor1D | undefined;
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => {
        const losses = objective.evaluate(x as tf.Tensor4D, target);
        terms = tf.keep(losses.terms);
        return losses.total;
      })(picture);
      value.dispose();
      return [terms!, grad];
    },
    [photo],
  );
  const lbfgs = new Lbfgs(FIRST_STEP);
  let picture: tf.Tensor = photo;
  let losses: Losses | undefined;
  try {
    for (let iteration = 1; iteration <= iterations; iteration++) {
      const [terms, gradient] = gradientOf.run(picture);
      const found = namedLosses(await terms!.data());
      terms!.dispose();
      const next = lbfgs.next(picture, found.total, gradient!);
      if (lbfgs.values === picture) losses = found;
      picture = next;
      const last = iteration === iterations || signal?.aborted;
      const given = last || pictures.includes(iteration);
      yield {
        iteration,
        losses: losses!,
        ...(given && { picture: await toPicture(lbfgs.values as tf.Tensor4D) }),
      };
      if (last) return;
    }
  } finally {
    tf.dispose([picture, target]);
    lbfgs.dispose();
    gradientOf.dispose();
    objective.dispose();
  }
}
