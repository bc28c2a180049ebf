import {
  type Compile,
  LossNetwork,
  type LossNetworkName,
  randomLossNetwork,
  type TensorFunction,
} from '@atelier/model';
import { multiplyAdds } from '@atelier/model/evaluation';
import * as tf from '@tensorflow/tfjs-core';
import { timed } from './timed.ts';

export interface LossNetworkBenchmark {
  parameters: number;
  /** Of a file in half precision. */
  megabytes: number;
  /** Billions of multiplications with additions for all pictures, forwards. */
  billion_multiply_adds: number;
  /** Medians of seconds: the features at all taps, and those with the gradient that goes back to the picture. */
  forward_s: number;
  gradient_s: number;
}

export interface LossNetworkSettings {
  lossNetwork: LossNetworkName;
  size: number;
  batch: number;
  /** Timed calls, after two that are not. */
  runs: number;
}

/** Times a loss network on random pictures with random weights: speed depends on neither. */
export async function benchLossNetwork(
  { lossNetwork, size, batch, runs }: LossNetworkSettings,
  compile: Compile,
): Promise<LossNetworkBenchmark> {
  const tensors = randomLossNetwork(lossNetwork, 1);
  const network = new LossNetwork(lossNetwork, tensors);
  const pictures = tf.randomUniform<tf.Rank.R4>([batch, size, size, 3], 0, 1, 'float32', 2);
  const squares: TensorFunction = (x) => {
    const features = network.features(x as tf.Tensor4D);
    return features.map((map) => tf.sum(tf.square(map)));
  };
  const forward_s = await timed(squares, [pictures], compile, runs);
  const gradient_s = await timed((x) => [tf.grad((y) => tf.addN(squares(y)))(x)], [pictures], compile, runs);
  network.dispose();
  pictures.dispose();
  const parameters = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
  return {
    parameters,
    megabytes: (2 * parameters) / 1e6,
    billion_multiply_adds: (batch * multiplyAdds(lossNetwork, size, size)) / 1e9,
    forward_s,
    gradient_s,
  };
}
