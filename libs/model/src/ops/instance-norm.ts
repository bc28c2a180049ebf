import * as tf from '@tensorflow/tfjs-core';
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
  return tf.customGrad((...args) =>
    norm(...(args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc])),
  )(x, gamma, beta) as tf.Tensor4D;
}

type Norm = ReturnType<Parameters<typeof tf.customGrad>[0]>;

/**
 * With x̂ = (x − mean) / √(var + ε):
 * dx = gamma / √(var + ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)), dgamma = Σ dy · x̂, dbeta = Σ dy.
 */
function portableInstanceNorm(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  save: tf.GradSaveFunc,
): Norm {
  const centred = tf.sub(x, spatialMean(x));
  const scale = tf.rsqrt(tf.add(spatialMean(tf.square(centred)), EPSILON));
  const normalised = tf.mul(centred, scale);
  save([normalised, scale, gamma]);
  return {
    value: tf.add(tf.mul(normalised, gamma), beta),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
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

/** Batch normalisation of one picture at a time is instance normalisation; TensorFlow does each in one kernel. */
function nativeInstanceNorm(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  save: tf.GradSaveFunc,
): Norm {
  const none = tf.tensor1d([]);
  const pictures = eachPicture(x).map((picture) => batchNorm(picture, gamma, beta, none));
  save([x, gamma, ...pictures.flatMap((outputs) => outputs.slice(3))]);
  return {
    value: tf.concat(
      pictures.map(([y]) => y!),
      0,
    ),
    gradFunc: (dy: tf.Tensor, [input, g, ...statistics]: tf.Tensor[]) => {
      const gradients = eachPicture(dy as tf.Tensor4D);
      const parts = eachPicture(input as tf.Tensor4D).map((picture, i) =>
        batchNormGradient(gradients[i]!, picture, g!, statistics.slice(3 * i, 3 * i + 3)),
      );
      const sum = (k: number) => tf.addN(parts.map((outputs) => outputs[k]!));
      return [
        tf.concat(
          parts.map(([dx]) => dx!),
          0,
        ),
        sum(1),
        sum(2),
      ];
    },
  };
}

/** [b, h, w, c] → b tensors [1, h, w, c]; TensorFlow shares the memory. */
function eachPicture(x: tf.Tensor4D): tf.Tensor4D[] {
  return tf.unstack(x).map((picture) => tf.expandDims(picture, 0));
}

function batchNorm(x: tf.Tensor4D, gamma: tf.Tensor1D, beta: tf.Tensor1D, none: tf.Tensor1D): tf.Tensor[] {
  const kernels = nativeKernels()!;
  const attributes = [...normAttributes(kernels), floatAttribute(kernels, 'exponential_avg_factor', 1)];
  return kernels.executeMultipleOutputs('FusedBatchNormV3', attributes, [x, gamma, beta, none, none], 6);
}

function batchNormGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  gamma: tf.Tensor,
  statistics: tf.Tensor[],
): tf.Tensor[] {
  const kernels = nativeKernels()!;
  return kernels.executeMultipleOutputs(
    'FusedBatchNormGradV3',
    normAttributes(kernels),
    [dy, x, gamma, ...statistics],
    5,
  );
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
