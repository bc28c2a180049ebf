import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../losses/objective.ts';
import { type Parameters, stylize } from '../networks/transformer-net.ts';
import type { Slope } from './minimiser.ts';
import { fromVector, type Layout, toVector } from './vector.ts';

/**
 * What a training step goes down: paint the photos, look at photos and paintings with the loss network, compare. A function
 * of the network's parameters (a vector) and of the photos [b, s, s, 3] (RGB 0..1); its terms are those of
 * {@link Objective.evaluate}.
 */
export function trainingSlope(objective: Objective, layout: Layout): Slope {
  const names = [...layout.keys()];
  return (vector, photos) => {
    const content = objective.contentTarget(photos as tf.Tensor4D);
    let terms: tf.Tensor1D | undefined;
    const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
      const parameters: Parameters = new Map(names.map((name, k) => [name, tensors[k]!]));
      const losses = objective.evaluate(stylize(parameters, photos as tf.Tensor4D), content);
      terms = tf.keep(losses.terms);
      return losses.total;
    })([...fromVector(vector, layout).values()]);
    const gradient = toVector(grads);
    tf.dispose([value, content.features, content.scale, grads]);
    return { terms: terms!, gradient };
  };
}
