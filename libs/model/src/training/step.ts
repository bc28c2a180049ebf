import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../losses/objective.ts';
import { type Parameters, stylize } from '../networks/transformer-net.ts';

/** Milliseconds since any fixed moment; the benchmark gives one to see where a step's time goes. */
export type Clock = () => number;

/**
 * One training step's losses and gradients: paint the photos, look at photos and paintings with the loss network, compare.
 * @param photos [b, s, s, 3], RGB 0..1
 * @returns `terms`: the vector of {@link Objective.evaluate}; `gradients` in the order of the parameters; `forwardEnd`
 *   when the losses stood and the way back began
 */
export function lossesAndGradients(
  parameters: Parameters,
  objective: Objective,
  photos: tf.Tensor4D,
  clock: Clock = () => 0,
): { terms: tf.Tensor1D; gradients: tf.Tensor[]; forwardEnd: number } {
  const names = [...parameters.keys()];
  let terms: tf.Tensor1D | undefined;
  let forwardEnd = 0;
  const content = objective.contentTarget(photos);
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const current: Parameters = new Map(names.map((name, k) => [name, tensors[k]!]));
    const losses = objective.evaluate(stylize(current, photos), content);
    terms = tf.keep(losses.terms);
    forwardEnd = clock();
    return losses.total;
  })([...parameters.values()]);
  tf.dispose([value, content.features, content.scale]);
  return { terms: terms!, gradients: grads, forwardEnd };
}
