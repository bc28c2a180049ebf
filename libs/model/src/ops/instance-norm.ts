import * as tf from '@tensorflow/tfjs-core';
import { type Differentiable, differentiable } from './differentiable.ts';
import {
  flagAttribute,
  floatAttribute,
  type NativeKernels,
  nativeKernels,
  textAttribute,
  typeAttribute,
} from './native.ts';

const EPSILON = 1e-5; // PyTorch's InstanceNorm2d

/**
 * Instance normalisation (Ulyanov et al. 2017): each channel of each picture is brought to mean 0 and variance 1
 * (biased), then scaled by gamma and shifted by beta. x: [b, h, w, c], gamma and beta: [c].
 */
export function instanceNorm(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D): tf.Tensor4D {
  const norm = nativeKernels() ? nativeInstanceNorm : portableInstanceNorm;
  return differentiable([x, gamma, beta], (...inputs) =>
    norm(...(inputs as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D])),
  );
}

/**
 * With x̂ = (x − mean) / √(var + ε):
 * dx = gamma / √(var + ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)), dgamma = Σ dy · x̂, dbeta = Σ dy.
 */
function portableInstanceNorm(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D): Differentiable {
  const centred = tf.sub(x, spatialMean(x));
  const scale = tf.rsqrt(tf.add(spatialMean(tf.square(centred)), EPSILON));
  const normalised = tf.mul(centred, scale);
  return {
    value: tf.add(tf.mul(normalised, gamma), beta),
    saved: [normalised, scale, gamma],
    gradient: (dy, saved) => {
      const [hat, inverse, g] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D];
      const along = tf.mul(dy, hat);
      const inner = tf.sub(tf.sub(dy, spatialMean(dy)), tf.mul(hat, spatialMean(along)));
      return [tf.mul(inner, tf.mul(inverse, g)), channelSum(along), channelSum(dy)];
    },
  };
}

/** Rows first, then their means: float32 sums over a whole map lose a digit that the gradients need. → [b, 1, 1, c] */
function spatialMean(x: tf.Tensor): tf.Tensor4D {
  return tf.mean(tf.mean(x, 2, true), 1, true);
}

function channelSum(x: tf.Tensor): tf.Tensor1D {
  return tf.sum(tf.sum(x, 2), [0, 1]);
}

/**
 * Batch normalisation sees one picture whose channels are those of all pictures of the batch: then it is instance
 * normalisation, and TensorFlow does it in one kernel. Bringing the pictures side by side costs less than a call for each.
 */
function nativeInstanceNorm(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D): Differentiable {
  const kernels = nativeKernels()!;
  const [batch, height, width, channels] = x.shape;
  const input = sideBySide(x);
  const scale = tf.tile(gamma, [batch]);
  const none = tf.tensor1d([]);
  const [y, , , ...statistics] = kernels.executeMultipleOutputs(
    'FusedBatchNormV3',
    [...normAttributes(kernels), floatAttribute(kernels, 'exponential_avg_factor', 1)],
    [input, scale, tf.tile(beta, [batch]), none, none],
    6,
  );
  return {
    value: apart(y!, x.shape),
    saved: [input, scale, ...statistics],
    gradient: (dy, saved) => {
      const inputs = [sideBySide(dy as tf.Tensor4D), ...saved];
      const [dx, dgamma, dbeta] = kernels.executeMultipleOutputs(
        'FusedBatchNormGradV3',
        normAttributes(kernels),
        inputs,
        5,
      );
      const perChannel = (sums: tf.Tensor) => tf.sum(tf.reshape(sums, [batch, channels]), 0);
      return [apart(dx!, [batch, height, width, channels]), perChannel(dgamma!), perChannel(dbeta!)];
    },
  };
}

/** [b, h, w, c] → [1, h, w, b·c] */
function sideBySide(x: tf.Tensor4D): tf.Tensor {
  const [batch, height, width, channels] = x.shape;
  if (batch === 1) return x;
  return tf.reshape(tf.transpose(x, [1, 2, 0, 3]), [1, height, width, batch * channels]);
}

/** [1, h, w, b·c] → [b, h, w, c] */
function apart(x: tf.Tensor, [batch, height, width, channels]: tf.Tensor4D['shape']): tf.Tensor {
  if (batch === 1) return x;
  return tf.transpose(tf.reshape(x, [height, width, batch, channels]), [2, 0, 1, 3]);
}

function normAttributes(kernels: NativeKernels) {
  return [
    typeAttribute(kernels),
    typeAttribute(kernels, 'U'),
    floatAttribute(kernels, 'epsilon', EPSILON),
    textAttribute(kernels, 'data_format', 'NHWC'),
    flagAttribute(kernels, 'is_training', true),
  ];
}
