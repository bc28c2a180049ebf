import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../losses/objective.ts';
import { type Parameters, stylize } from '../networks/transformer-net.ts';
import type { ObjectiveGradient } from './optimizer.ts';
import { fromVector, type Shapes, toVector } from './vector.ts';

/**
 * The middle of pictures [b, h, w, c], without `margin` pixels along each border. The losses of a step look at no more.
 *
 * A departure from the paper: the network can tell the border by the reflection in its padding, and where the losses look there
 * too, it learns to hide colours that the palette loss asks for in a band along it.
 */
export function middle(pictures: tf.Tensor4D, margin: number): tf.Tensor4D {
  const [, height, width] = pictures.shape;
  return tf.slice(pictures, [0, margin, margin, 0], [-1, height - 2 * margin, width - 2 * margin, -1]);
}

/**
 * What a training step goes down: paint the photos, look at photos and paintings with the loss network, compare. A function
 * of the network's parameters (a vector) and of the photos [b, s, s, 3] (RGB 0..1); its terms are those of
 * {@link Objective.evaluate}.
 * @param margin pixels along each border of photos and paintings that no loss looks at
 */
export function trainingGradient(objective: Objective, shapes: Shapes, margin: number): ObjectiveGradient {
  const names = [...shapes.keys()];
  return (vector, input) => {
    const photos = input as tf.Tensor4D;
    // The photo itself is what the painting's content is held against. It does not depend on the parameters: no gradient.
    const content = tf.tidy(() => objective.contentTarget(middle(photos, margin)));
    let terms: tf.Tensor1D | undefined;
    const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
      const parameters: Parameters = new Map(names.map((name, k) => [name, tensors[k]!]));
      const paintings = stylize(parameters, photos);
      const losses = objective.evaluate(middle(paintings, margin), content);
      terms = tf.keep(losses.terms); // only the total is differentiated; the single terms are reported
      return losses.total;
    })([...fromVector(vector, shapes).values()]);
    const gradient = toVector(grads);
    tf.dispose([value, content.features, content.scale, grads]);
    return { terms: terms!, gradient };
  };
}
