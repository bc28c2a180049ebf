import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../checkpoint/index.ts';
import { fromPyTorch, toPyTorch } from '../networks/layout.ts';
import { lossFeatures, lossNetworkShapes, randomLossNetwork, taps } from '../networks/loss-network.ts';
import type { FeatureExtractor } from '../networks/feature-extractor.ts';
import { convolution, trainedLayer } from '../ops/convolution.ts';
import { gramMatrix } from '../ops/gram.ts';
import { adamState } from './adam.ts';
import type { Compile } from './compile.ts';
import { createOptimizer, type ObjectiveGradient } from './optimizer.ts';
import { DivergedError } from './diverged-error.ts';
import { halfCosine } from './learning-rate.ts';
import { fromVector, shapesOf, toVector } from './vector.ts';

/** The student's layers that are taught, each with the teacher's features of the same stage. */
const layers = taps('compact');

export interface DistillOptions {
  teacher: FeatureExtractor;
  iterations: number;
  batch: number;
  size: number;
  seed: number;
  learningRate: number;
  /** As in training: batch × size × size × 3 values, RGB 0..1, that depend on the iteration's number alone. */
  photos: (iteration: number) => Promise<Float32Array>;
  /** How much the style distances count beside the features. */
  distanceWeight: number;
  logEvery: number;
  saveEvery: number;
  /** When it aborts, the iteration under way is the last. */
  signal?: AbortSignal;
  /** The engine's way to run the same step thousands of times; op by op without it. */
  compile?: Compile;
}

/**
 * `features`: the squared error at each tap as a share of the teacher's variance; 0 is perfect, 1 knows only the mean.
 * `distances`: the mean squared error of the logarithm of the style distances at each tap.
 */
export interface DistillEvent {
  iteration: number;
  features: Record<string, number>;
  distances: Record<string, number>;
  /** The compact loss network's tensors, every `saveEvery` iterations and with the last event. */
  tensors?: Tensors;
}

/**
 * Trains the compact loss network from random weights to carry a teacher's features: at each tap a linear 1×1 layer (a
 * head) maps the student's channels to the teacher's, and the squared error relative to the teacher's variance is made
 * small. The heads are dropped afterwards: what they could read off linearly is what the student's Gram matrices see.
 *
 * What a loss network is for is to say how far two pictures are apart in style, and a linear head leaves that open: it
 * may stretch one channel and shrink another. So the distances between the pictures of a batch are taught as well
 * (relational distillation: Park et al. 2019, https://arxiv.org/abs/1904.05068).
 * The learning rate falls to zero along half a cosine.
 * @throws DivergedError where an error is infinite or not a number
 */
export async function* distill(options: DistillOptions): AsyncGenerator<DistillEvent> {
  const { teacher, iterations, batch, size, seed, signal } = options;
  const first = firstValues(teacher, seed);
  const shapes = shapesOf(first);
  const names = [...shapes.keys()];
  const objectiveGradient: ObjectiveGradient = (vector, input) => {
    const pictures = input as tf.Tensor4D;
    const taught = teacher.features(pictures);
    let errors: tf.Tensor1D | undefined;
    const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
      const parameters = new Map(names.map((name, k) => [name, tensors[k]!]));
      const features = lossFeatures('compact', parameters, pictures, { layer: trainedLayer });
      const ofFeatures = layers.map((tap, k) =>
        relativeError(convolution(features[k]!, parameters.get(tap) as tf.Tensor4D), taught[k]!),
      );
      const ofDistances = layers.map((_, k) =>
        tf.mean<tf.Scalar>(tf.square(tf.sub(logStyleDistances(features[k]!), logStyleDistances(taught[k]!)))),
      );
      errors = tf.keep(tf.stack([...ofFeatures, ...ofDistances]) as tf.Tensor1D);
      return tf.add<tf.Scalar>(tf.addN(ofFeatures), tf.mul(tf.addN(ofDistances), options.distanceWeight));
    })([...fromVector(vector, shapes).values()]);
    const gradient = toVector(grads);
    tf.dispose([value, ...grads]);
    return { terms: errors!, gradient };
  };
  let state = adamState(toVector(first.values()));
  tf.dispose([...first.values()]);
  const optimizer = await createOptimizer(
    objectiveGradient,
    state,
    [tf.zeros([batch, size, size, 3])],
    options.compile,
  );

  try {
    for (let iteration = 1; iteration <= iterations; iteration++) {
      const pictures = tf.tensor4d(await options.photos(iteration), [batch, size, size, 3]);
      const rate = halfCosine(options.learningRate, iteration - 1, iterations);
      const { state: next, terms } = optimizer.step(state, [pictures], rate, iteration);
      state = next;
      const last = iteration === iterations || signal?.aborted;
      const save = last || iteration % options.saveEvery === 0;
      const now = save || iteration % options.logEvery === 0 ? await terms.data() : undefined;
      terms.dispose();
      if (now) {
        const sum = [...now].reduce((total, error) => total + error, 0);
        if (!Number.isFinite(sum)) throw new DivergedError(iteration, sum);
        const byTap = (from: number) => Object.fromEntries(layers.map((tap, k) => [tap, now[from + k]!]));
        yield {
          iteration,
          features: byTap(0),
          distances: byTap(layers.length),
          ...(save && { tensors: await studentTensors(fromVector(state.values, shapes)) }),
        };
      }
      if (last) return;
    }
  } finally {
    tf.dispose(state);
    optimizer.dispose();
  }
}

/** The student's first weights under their own names, and the heads' under those of the taps. */
function firstValues(teacher: FeatureExtractor, seed: number): Map<string, tf.Tensor> {
  const student = [...randomLossNetwork('compact', seed)].map(
    ([name, tensor]) => [name, fromPyTorch(tensor)] as const,
  );
  const probe = tf.tidy(() => {
    const features = teacher.features(tf.zeros([1, 16, 16, 3]));
    return features.map((map) => map.shape[3]);
  });
  const heads = layers.map((tap, k) => {
    const input = 16 * 2 ** k;
    const deviation = Math.sqrt(1 / input);
    return [
      tap,
      tf.randomNormal([1, 1, input, probe[k]!], 0, deviation, 'float32', seed + 1000 + k),
    ] as const;
  });
  return new Map([...student, ...heads]);
}

/**
 * Mean squared error over the variance of the target around each channel's own mean (`featureVariance` in losses/content.ts
 * takes one mean over all channels).
 */
function relativeError(features: tf.Tensor4D, target: tf.Tensor4D): tf.Scalar {
  const variance = tf.mean(tf.square(tf.sub(target, tf.mean(target, [0, 1, 2], true))));
  return tf.div(tf.mean(tf.square(tf.sub(features, target))), variance);
}

/**
 * The logarithms of the style distances ‖Gᵢ − Gⱼ‖² / ‖Gⱼ‖² between all pictures i ≠ j of a batch [b, h, w, c]: [b, b − 1].
 * Logarithms, because what counts is which of two paintings is nearer, be both near or far. Two crops of one plain colour have
 * no distance at all, and no logarithm: hence the floor.
 */
function logStyleDistances(features: tf.Tensor4D): tf.Tensor {
  const batch = features.shape[0];
  const grams = tf.reshape(gramMatrix(features), [batch, -1]);
  const rows = tf.split(grams, batch);
  const others = rows.map((row, i) => {
    const rest = tf.concat(rows.filter((_, j) => j !== i));
    const far = tf.sum(tf.square(tf.sub(rest, row)), 1);
    return tf.log(tf.maximum(tf.div(far, tf.sum(tf.square(rest), 1)), 1e-12));
  });
  return tf.stack(others);
}

/** The student's tensors for a file; frees all that are given. */
async function studentTensors(values: Map<string, tf.Tensor>): Promise<Tensors> {
  const out: Tensors = new Map();
  for (const name of lossNetworkShapes('compact').keys()) out.set(name, await toPyTorch(values.get(name)!));
  tf.dispose([...values.values()]);
  return out;
}
