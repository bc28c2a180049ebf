import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../checkpoint/index.ts';
import { fromPyTorch, toPyTorch } from '../networks/layout.ts';
import {
  lossFeatures,
  lossNetworkShapes,
  randomLossNetwork,
  type Tap,
  taps,
} from '../networks/loss-network.ts';
import type { Teacher } from '../networks/teacher.ts';
import { convolution, trainedLayer } from '../ops/convolution.ts';
import { Adam } from './adam.ts';

export interface DistillOptions {
  teacher: Teacher;
  iterations: number;
  batch: number;
  size: number;
  seed: number;
  learningRate: number;
  /** As in training: batch × size × size × 3 values, RGB 0..1, that depend on the iteration's number alone. */
  photos: (iteration: number) => Promise<Float32Array>;
  logEvery: number;
}

/** `errors`: the squared error at each tap as a share of the teacher's variance; 0 is perfect, 1 knows only the mean. */
export interface DistillEvent {
  iteration: number;
  errors: Record<Tap, number>;
  /** The compact loss network's tensors, with the last event. */
  tensors?: Tensors;
}

/**
 * Trains the compact loss network from random weights to carry a teacher's features: at each tap a linear 1×1 layer (a
 * head) maps the student's channels to the teacher's, and the squared error relative to the teacher's variance is made
 * small. The heads are dropped afterwards: what they could read off linearly is what the student's Gram matrices see.
 * The learning rate falls to zero along half a cosine.
 */
export async function* distill(options: DistillOptions): AsyncGenerator<DistillEvent> {
  const { teacher, iterations, batch, size, seed } = options;
  const student = randomLossNetwork('compact', seed);
  const names = [...lossNetworkShapes('compact').keys()];
  const probe = tf.tidy(() => taps.map((tap) => teacher.features(tf.zeros([1, 16, 16, 3]))[tap].shape[3]));
  const heads = taps.map((_, k) => {
    const input = 16 * 2 ** k;
    return tf.randomNormal([1, 1, input, probe[k]!], 0, Math.sqrt(1 / input), 'float32', seed + 1000 + k);
  });
  let values: tf.Tensor[] = [...names.map((name) => fromPyTorch(student.get(name)!)), ...heads];
  const adam = new Adam(values.map(({ shape }) => shape));

  try {
    for (let iteration = 1; iteration <= iterations; iteration++) {
      const pictures = tf.tensor4d(await options.photos(iteration), [batch, size, size, 3]);
      const target = tf.tidy(() => teacher.features(pictures));
      let errors: tf.Tensor1D | undefined;
      const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
        const parameters = new Map(names.map((name, k) => [name, tensors[k]!]));
        const features = lossFeatures('compact', parameters, pictures, { layer: trainedLayer });
        const each = taps.map((tap, k) =>
          relativeError(convolution(features[tap], tensors[names.length + k] as tf.Tensor4D), target[tap]),
        );
        errors = tf.keep(tf.stack(each) as tf.Tensor1D);
        return tf.addN(each);
      })(values);
      const rate = (options.learningRate / 2) * (1 + Math.cos((Math.PI * (iteration - 1)) / iterations));
      const next = adam.step(values, grads, rate, iteration);
      const last = iteration === iterations;
      const now = last || iteration % options.logEvery === 0 ? await errors!.data() : undefined;
      tf.dispose([pictures, target, value, ...grads, ...values, errors!]);
      values = next;
      if (now) {
        const byTap = Object.fromEntries(taps.map((tap, k) => [tap, now[k]!])) as Record<Tap, number>;
        yield { iteration, errors: byTap, ...(last && { tensors: await save(names, values) }) };
      }
    }
  } finally {
    tf.dispose(values);
    adam.dispose();
  }
}

/** Mean squared error over the variance of the target around each channel's mean. */
function relativeError(features: tf.Tensor4D, target: tf.Tensor4D): tf.Scalar {
  const variance = tf.mean(tf.square(tf.sub(target, tf.mean(target, [0, 1, 2], true))));
  return tf.div(tf.mean(tf.square(tf.sub(features, target))), variance);
}

async function save(names: string[], values: tf.Tensor[]): Promise<Tensors> {
  const out: Tensors = new Map();
  for (const [k, name] of names.entries()) out.set(name, await toPyTorch(values[k]!));
  return out;
}
