import type { NamedTensor, Tensors } from '../checkpoint/index.ts';

/** A scale for the channels of pictures, in the order R, G, B: on it x becomes (x − mean) / deviation. */
export interface Scale {
  mean: number[];
  deviation: number[];
}

/** From RGB 0..1: each channel of ImageNet's pictures then has mean 0 and deviation 1. The scale of the report's files. */
export const IMAGENET: Scale = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };

/** From RGB 0..255 to that of ImageNet. */
export const IMAGENET_OF_BYTES: Scale = {
  mean: IMAGENET.mean.map((value) => 255 * value),
  deviation: IMAGENET.deviation.map((value) => 255 * value),
};

/** The way back. */
export function inverse({ mean, deviation }: Scale): Scale {
  return {
    mean: mean.map((value, channel) => -value / deviation[channel]!),
    deviation: deviation.map((value) => 1 / value),
  };
}

/**
 * A network that brings its pictures to `scale` itself, by its first convolution `conv` (`conv.weight` [out, 3, k, k], `conv.bias`
 * [out]): w′ = w / σ, b′ = b − Σ w′ μ. The same network, as both are linear, where it mirrors pictures at their border: zeros
 * beyond it would be scaled along.
 */
export function foldScaleBefore(tensors: Tensors, conv: string, { mean, deviation }: Scale): Tensors {
  const { weight, bias } = convolution(tensors, conv);
  const area = weight.shape[2]! * weight.shape[3]!;
  const channel = (k: number) => Math.floor(k / area) % 3;
  const weights = weight.data.map((value, k) => value / deviation[channel(k)]!);
  const biases = bias.data.map((value, output) => {
    let sum = value;
    for (let k = 3 * area * output; k < 3 * area * (output + 1); k++) sum -= weights[k]! * mean[channel(k)]!;
    return sum;
  });
  return withConvolution(tensors, conv, weights, biases);
}

/**
 * A network that brings what it gives to `scale` itself, by its last convolution `conv` (`conv.weight` [3, in, k, k], `conv.bias`
 * [3]): w′ = w / σ, b′ = (b − μ) / σ.
 */
export function foldScaleAfter(tensors: Tensors, conv: string, { mean, deviation }: Scale): Tensors {
  const { weight, bias } = convolution(tensors, conv);
  const each = weight.data.length / 3;
  return withConvolution(
    tensors,
    conv,
    weight.data.map((value, k) => value / deviation[Math.floor(k / each)]!),
    bias.data.map((value, channel) => (value - mean[channel]!) / deviation[channel]!),
  );
}

const convolution = (tensors: Tensors, conv: string): { weight: NamedTensor; bias: NamedTensor } => ({
  weight: tensors.get(`${conv}.weight`)!,
  bias: tensors.get(`${conv}.bias`)!,
});

function withConvolution(
  tensors: Tensors,
  conv: string,
  weights: Float32Array,
  biases: Float32Array,
): Tensors {
  const { weight, bias } = convolution(tensors, conv);
  return new Map(tensors)
    .set(`${conv}.weight`, { shape: weight.shape, data: weights })
    .set(`${conv}.bias`, { shape: bias.shape, data: biases });
}
