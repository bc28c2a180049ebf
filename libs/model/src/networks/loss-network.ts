import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from '../checkpoint/index.ts';
import { fixedLayer, type trainedLayer } from '../ops/convolution.ts';
import { checkTensors } from './architecture.ts';
import { fromPyTorch } from './layout.ts';
import { imagenetScale } from './transformer-net.ts';

/** Where the losses look: the last ReLU of each of VGG16's first four stages (Johnson et al. 2016, §3.2). */
export const taps = ['relu1_2', 'relu2_2', 'relu3_3', 'relu4_3'] as const;
export type Tap = (typeof taps)[number];
export type Features = Record<Tap, tf.Tensor4D>;

export type LossNetworkName = 'vgg16' | 'compact';

/** VGG16 up to relu4_3: the convolutions of each stage, with their output channels; 2×2 max pooling between stages. */
const stages = [
  { tap: 'relu1_2', convolutions: ['conv1_1', 'conv1_2'], channels: 64 },
  { tap: 'relu2_2', convolutions: ['conv2_1', 'conv2_2'], channels: 128 },
  { tap: 'relu3_3', convolutions: ['conv3_1', 'conv3_2', 'conv3_3'], channels: 256 },
  { tap: 'relu4_3', convolutions: ['conv4_1', 'conv4_2', 'conv4_3'], channels: 512 },
] as const;

/** `compact` has VGG16's shape at a quarter of its channels: a sixteenth of its weights and of its arithmetic. */
const divisor = { vgg16: 1, compact: 4 } as const;

/** Names and shapes (as in PyTorch) of a loss network's tensors: `conv1_1.weight`, `conv1_1.bias`, … */
export function lossNetworkShapes(network: LossNetworkName): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  let input = 3;
  for (const { convolutions, channels } of stages)
    for (const name of convolutions) {
      const output = channels / divisor[network];
      shapes.set(`${name}.weight`, [output, input, 3, 3]).set(`${name}.bias`, [output]);
      input = output;
    }
  return shapes;
}

/**
 * A fixed network whose features pictures are compared by (Simonyan & Zisserman 2015; used as a loss by Gatys et al.).
 * Zero padding; `vgg16` normalises the picture as it was trained to, `compact` takes RGB 0..1 as it is.
 */
export class LossNetwork {
  private readonly parameters: Map<string, tf.Tensor>;

  /** @throws CheckpointError where a tensor is missing, misshapen or not finite */
  constructor(
    readonly name: LossNetworkName,
    tensors: Tensors,
  ) {
    const shapes = lossNetworkShapes(name);
    checkTensors(tensors, shapes, `a ${name} loss network`);
    this.parameters = new Map(
      [...shapes.keys()].map((tensor) => [tensor, fromPyTorch(tensors.get(tensor)!)]),
    );
  }

  /**
   * Features of pictures [b, h, w, 3], RGB 0..1, at the taps up to `last`:
   * [b, h, w, c], [b, h/2, w/2, 2c], [b, h/4, w/4, 4c], [b, h/8, w/8, 8c] with c = 64 (vgg16) or 16 (compact).
   */
  features(picture: tf.Tensor4D, last: Tap = 'relu4_3'): Features {
    return lossFeatures(this.name, this.parameters, picture, { last });
  }

  dispose(): void {
    tf.dispose([...this.parameters.values()]);
  }
}

/**
 * The features of {@link LossNetwork} for given parameters (TensorFlow's layout). `layer`: `trainedLayer` where the loss
 * network itself is being trained (distill.ts).
 */
export function lossFeatures(
  network: LossNetworkName,
  parameters: ReadonlyMap<string, tf.Tensor>,
  picture: tf.Tensor4D,
  { last = 'relu4_3', layer = fixedLayer }: { last?: Tap; layer?: typeof trainedLayer } = {},
): Features {
  const features: Partial<Features> = {};
  let x = network === 'vgg16' ? imagenetScale(picture) : picture;
  for (const { tap, convolutions } of stages) {
    if (tap !== 'relu1_2') x = tf.maxPool(x, 2, 2, 'valid');
    for (const name of convolutions)
      x = layer(
        x,
        parameters.get(`${name}.weight`) as tf.Tensor4D,
        parameters.get(`${name}.bias`) as tf.Tensor1D,
      );
    features[tap] = x;
    if (tap === last) break;
  }
  return features as Features;
}

/** He-initialised weights (He et al. 2015) from a seed, zero biases: a loss network that has learnt nothing yet. */
export function randomLossNetwork(network: LossNetworkName, seed: number): Tensors {
  return new Map(
    [...lossNetworkShapes(network)].map(([name, shape], k) => {
      const [output, input] = shape as [number, number | undefined];
      if (input === undefined) return [name, { shape, data: new Float32Array(output) }];
      const values = tf.randomNormal(shape, 0, Math.sqrt(2 / (9 * input)), 'float32', seed + k);
      const data = Float32Array.from(values.dataSync());
      values.dispose();
      return [name, { shape, data }];
    }),
  );
}
