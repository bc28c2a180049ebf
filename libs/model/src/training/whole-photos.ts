import * as tf from '@tensorflow/tfjs-core';
import { paintingReflection, type TrainingConfig } from '../config.ts';
import { type Losses, namedLosses, type Objective } from '../losses/objective.ts';
import { type Parameters, stylize } from '../networks/transformer-net.ts';
import { reflectionPad } from '../ops/reflection-pad.ts';
import { type Picture, toPicture, toTensor } from '../picture.ts';
import type { TrainingState } from './state.ts';
import { grained, middle } from './step.ts';
import { fromVector } from './vector.ts';

/** A photo as the network paints it: sides rounded down to a multiple of 4. */
export async function paintSample(
  { adam, shapes }: TrainingState,
  photo: Picture,
  config: TrainingConfig,
): Promise<Picture> {
  const painted = tf.tidy(() =>
    paintWhole(fromVector(adam.values, shapes), inFours(toTensor(photo)), config),
  );
  const picture = await toPicture(painted);
  painted.dispose();
  return picture;
}

/**
 * The mean of each weighted loss over photos that are not trained on, each whole and alone: with its border, a palette of its own.
 * Not to be compared with the losses of the steps (crops without their margin, one palette for the whole batch), nor with those
 * of `evaluate` (paintings as files hold them, the style loss as a share of the photo's own).
 */
export async function heldOutLosses(
  { adam, shapes }: TrainingState,
  objective: Objective,
  photos: Picture[],
  config: TrainingConfig,
): Promise<Losses | undefined> {
  if (!photos.length) return undefined;
  const each = photos.map((photo) =>
    tf.tidy(() => {
      const x = inFours(toTensor(photo));
      return objective.evaluate(
        paintWhole(fromVector(adam.values, shapes), x, config),
        objective.contentTarget(x),
      ).terms;
    }),
  );
  const mean = tf.tidy(() => tf.mean(tf.stack(each), 0));
  const values = await mean.data();
  tf.dispose([mean, ...each]);
  return namedLosses(values);
}

/** Paints a photo with its grain, its mottle and with its reflection around it, of which nothing is kept: see {@link paintingReflection}. */
function paintWhole(parameters: Parameters, photo: tf.Tensor4D, config: TrainingConfig): tf.Tensor4D {
  const reflection = paintingReflection(config);
  const seen = grained(photo, config);
  const around = reflection ? reflectionPad(seen, reflection) : seen;
  return middle(stylize(parameters, around), reflection);
}

/** Cuts a picture to sides that are multiples of 4, which the network gives back unchanged in size. */
function inFours(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  return tf.slice(x, [0, 0, 0, 0], [1, height - (height % 4), width - (width % 4), 3]);
}
