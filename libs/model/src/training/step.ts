import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../losses/objective.ts';
import { disturbed, stabilityLoss } from '../losses/stability.ts';
import { type Parameters, stylize } from '../networks/transformer-net.ts';
import type { Noise } from '../grain.ts';
import { noiseMap } from '../ops/grain-map.ts';
import { singly } from '../ops/singly.ts';
import type { ObjectiveGradient } from './optimizer.ts';
import { fromVector, type Shapes, toVector } from './vector.ts';

/**
 * The middle of pictures [b, h, w, c], without `margin` pixels along each border.
 *
 * A departure from the paper: the network can tell the border by the reflection in its padding, and where the losses look there
 * too, it learns to hide colours in a band along it.
 */
export function middle(pictures: tf.Tensor4D, margin: number): tf.Tensor4D {
  const [, height, width] = pictures.shape;
  return tf.slice(pictures, [0, margin, margin, 0], [-1, height - 2 * margin, width - 2 * margin, -1]);
}

/**
 * Pictures [b, h, w, c] without 2·`margin` of their rows and columns, those of each picture cut off at other borders: the first
 * keeps its upper left corner, the others lie a few pixels lower and further right. What the losses of a step look at.
 *
 * A departure from the paper. The loss network pools and the objective halves pictures on a grid, and the network that paints
 * enlarges its maps on another; where both always lie alike, it learns dots that only their common grid hides.
 */
export function offset(pictures: tf.Tensor4D, margin: number): tf.Tensor4D {
  const [, height, width] = pictures.shape;
  const places = 2 * margin + 1;
  const each = singly(pictures).map((picture, k) => {
    const [y, x] = [(5 * k) % places, (3 * k) % places]; // a pair comes again only after `places` pictures
    return tf.slice<tf.Rank.R4, tf.Tensor4D>(picture, [0, y, x, 0], [-1, height - 2 * margin, width - 2 * margin, -1]); // prettier-ignore
  });
  return tf.concat(each);
}

/** Pictures [b, h, w, 3] (RGB 0..1) with a {@link noiseMap noise}, in each of the batch another. */
export function grained(pictures: tf.Tensor4D, noise: Noise): tf.Tensor4D {
  if (!noise.grain && !noise.mottle) return pictures;
  // Beyond black and white it is folded back: cut off, a white ground would be plain where the noise is light.
  const folded = tf.abs(tf.add(pictures, tf.div(noiseMap(pictures.shape, noise), 255)));
  return tf.sub(1, tf.abs(tf.sub(1, folded)));
}

/** How crops are looked at while training, photos and their paintings alike. */
export interface Looking {
  /** Pixels along each border of photos and paintings that no loss looks at, on average. */
  margin: number;
  /** On the photos that the network paints; those that the paintings are held against have none. */
  noise?: Noise;
  /** What of a crop the losses look at. */
  look?: typeof offset;
}

/**
 * What a training step goes down: paint the photos, look at photos and paintings with the loss network, compare. A function
 * of the network's parameters (a vector) and of the photos [b, s, s, 3] (RGB 0..1); its terms are those of
 * {@link Objective.evaluate}.
 */
export function trainingGradient(
  objective: Objective,
  shapes: Shapes,
  { margin, noise = {}, look = offset }: Looking,
): ObjectiveGradient {
  const names = [...shapes.keys()];
  return (vector, input) => {
    const photos = input as tf.Tensor4D;
    // The photo itself is what the painting's content is held against. It does not depend on the parameters: no gradient.
    const content = tf.tidy(() => objective.contentTarget(look(photos, margin)));
    let terms: tf.Tensor1D | undefined;
    const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
      const parameters: Parameters = new Map(names.map((name, k) => [name, tensors[k]!]));
      const paintings = stylize(parameters, grained(photos, noise));
      const instability = () =>
        stabilityLoss(paintings, stylize(parameters, grained(disturbed(photos), noise)));
      const losses = objective.evaluate(look(paintings, margin), content, instability);
      terms = tf.keep(losses.terms); // only the total is differentiated; the single terms are reported
      return losses.total;
    })([...fromVector(vector, shapes).values()]);
    const gradient = toVector(grads);
    tf.dispose([value, content, grads]);
    return { terms: terms!, gradient };
  };
}
