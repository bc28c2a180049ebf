import * as tf from '@tensorflow/tfjs-core';
import type { LossNetworkName } from '../config.ts';
import type { Tensors } from '../checkpoint/index.ts';
import { fixedLayer, type trainedLayer } from '../ops/convolution.ts';
import { checkTensors } from './architecture.ts';
import { fromPyTorch } from './layout.ts';
import { imagenetScale } from './transformer-net.ts';

/** Features of pictures at the taps of the network's four stages, the largest maps first. */
export type Features = tf.Tensor4D[];

/** A stage: its convolutions, the channels of each in VGG, and the layer whose features are looked at. */
interface Stage {
  tap: string;
  convolutions: string[];
  channels: number;
}

/** VGG16 up to the last ReLU of its fourth stage (Johnson et al. 2016, §3.2); 2×2 max pooling between stages. */
const vgg16: Stage[] = [
  { tap: 'relu1_2', convolutions: ['conv1_1', 'conv1_2'], channels: 64 },
  { tap: 'relu2_2', convolutions: ['conv2_1', 'conv2_2'], channels: 128 },
  { tap: 'relu3_3', convolutions: ['conv3_1', 'conv3_2', 'conv3_3'], channels: 256 },
  { tap: 'relu4_3', convolutions: ['conv4_1', 'conv4_2', 'conv4_3'], channels: 512 },
];

/** VGG-19 up to the first ReLU of its fourth stage: deep enough for strokes, at half of what all of the stage would cost. */
const vgg19: Stage[] = [
  { tap: 'relu1_2', convolutions: ['conv1_1', 'conv1_2'], channels: 64 },
  { tap: 'relu2_2', convolutions: ['conv2_1', 'conv2_2'], channels: 128 },
  { tap: 'relu3_4', convolutions: ['conv3_1', 'conv3_2', 'conv3_3', 'conv3_4'], channels: 256 },
  { tap: 'relu4_1', convolutions: ['conv4_1'], channels: 512 },
];

/** `divisor`: `compact` has VGG16's shape at a quarter of its channels, so a sixteenth of its weights and arithmetic. */
const plans = {
  vgg19: { stages: vgg19, divisor: 1 },
  vgg16: { stages: vgg16, divisor: 1 },
  compact: { stages: vgg16, divisor: 4 },
};

/** The names of the layers at which a loss network looks, one for each stage. */
export function taps(network: LossNetworkName): string[] {
  return plans[network].stages.map(({ tap }) => tap);
}

/** Names and shapes (as in PyTorch) of a loss network's tensors: `conv1_1.weight`, `conv1_1.bias`, … */
export function lossNetworkShapes(network: LossNetworkName): Map<string, number[]> {
  const shapes = new Map<string, number[]>();
  let input = 3;
  const { stages, divisor } = plans[network];
  for (const { convolutions, channels } of stages)
    for (const name of convolutions) {
      const output = channels / divisor;
      shapes.set(`${name}.weight`, [output, input, 3, 3]).set(`${name}.bias`, [output]);
      input = output;
    }
  return shapes;
}

/**
 * A fixed network by whose features pictures are compared (Simonyan & Zisserman 2015; used as a loss by Gatys et al.).
 * `vgg16` normalises the picture as it was trained to; the others take RGB 0..1 as it is (in the weights of `vgg19` ImageNet's
 * mean and scale are folded into its first convolution). Zero padding; `vgg19` mirrors instead, so that no border is seen.
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
   * Features of pictures [b, h, w, 3], RGB 0..1, at the taps of the first `stages` stages:
   * [b, h, w, c], [b, h/2, w/2, 2c], [b, h/4, w/4, 4c], [b, h/8, w/8, 8c] with c = 64 (vgg19, vgg16) or 16 (compact).
   */
  features(picture: tf.Tensor4D, stages = 4): Features {
    return lossFeatures(this.name, this.parameters, picture, { stages });
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
  { stages = 4, layer = fixedLayer }: { stages?: number; layer?: typeof trainedLayer } = {},
): Features {
  const features: Features = [];
  const pad = network === 'vgg19' ? 'reflection' : 'zero';
  let x = network === 'vgg16' ? imagenetScale(picture) : picture;
  for (const [stage, { convolutions }] of plans[network].stages.slice(0, stages).entries()) {
    if (stage > 0) x = tf.maxPool(x, 2, 2, 'valid');
    for (const name of convolutions)
      x = layer(
        x,
        parameters.get(`${name}.weight`) as tf.Tensor4D,
        parameters.get(`${name}.bias`) as tf.Tensor1D,
        pad,
      );
    features.push(x);
  }
  return features;
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
