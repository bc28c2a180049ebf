import * as tf from '@tensorflow/tfjs-core';
import { CheckpointError, type Tensors } from '../checkpoint/index.ts';
import type { LossNetworkName } from '../config.ts';
import { convolution } from '../ops/convolution.ts';
import { reflectionPad } from '../ops/reflection-pad.ts';
import { relu } from '../ops/relu.ts';
import { fromPyTorch } from './layout.ts';
import { type Features, LossNetwork } from './loss-network.ts';

/**
 * Whatever gives features of a picture [b, h, w, 3] (RGB 0..1) at h×w, and at a half, a quarter and an eighth of it; where
 * it can, only those of the first `stages`.
 */
export interface FeatureExtractor {
  features(picture: tf.Tensor4D, stages?: number): Features;
  dispose(): void;
}

/**
 * The network in a file: a loss network of ours, or a VGG-19 made 16 times smaller by collaborative distillation
 * (Wang et al., CVPR 2020, https://arxiv.org/abs/2003.08436), told by its tensor `conv11_aux.weight`.
 * @throws CheckpointError where it is neither
 */
export function featureExtractor(tensors: Tensors, name?: LossNetworkName): FeatureExtractor {
  if (tensors.has('conv11_aux.weight')) return new SmallVgg19(tensors);
  if (name) return new LossNetwork(name, tensors);
  throw new CheckpointError('these tensors are neither a loss network nor a small VGG-19');
}

/** 3×3 convolutions by stage, up to the one whose features are taught. */
const stages = [
  ['conv11'],
  ['conv12', 'conv21'],
  ['conv22', 'conv31'],
  ['conv32', 'conv33', 'conv34', 'conv41'],
] as const;

/**
 * The small VGG-19: a colour map, then convolutions with reflection padding and ReLU, pooling before conv21, conv31 and
 * conv41. Its 1×1 `aux` layers turn its few channels into VGG-19's own at relu3_1 and relu4_1, which are given here
 * for the stages of the same resolution. At the two larger resolutions its own channels are given instead:
 * VGG-19's are a linear image of them, so a linear head has as much to learn, at a quarter of the cost.
 */
class SmallVgg19 implements FeatureExtractor {
  private readonly parameters: Map<string, tf.Tensor>;

  constructor(tensors: Tensors) {
    this.parameters = new Map([...tensors].map(([name, tensor]) => [name, fromPyTorch(tensor)]));
  }

  features(picture: tf.Tensor4D): Features {
    let x = this.layer(picture, 'conv0');
    return stages.map((convolutions, stage) => {
      for (const name of convolutions) {
        if (stage > 0 && name === convolutions.at(-1)) x = tf.maxPool(x, 2, 2, 'valid');
        x = relu(this.layer(reflectionPad(x, 1), name));
      }
      return stage < 2 ? x : this.layer(x, `${convolutions.at(-1)!}_aux`);
    });
  }

  dispose(): void {
    tf.dispose([...this.parameters.values()]);
  }

  private layer(x: tf.Tensor4D, name: string): tf.Tensor4D {
    const kernel = this.parameters.get(`${name}.weight`);
    const bias = this.parameters.get(`${name}.bias`);
    if (!kernel || !bias) throw new CheckpointError(`the small VGG-19 has no layer ${name}`);
    return tf.add(convolution(x, kernel as tf.Tensor4D), bias);
  }
}
