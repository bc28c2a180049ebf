import * as tf from '@tensorflow/tfjs-core';
import { CheckpointError, type Tensors } from '../checkpoint/index.ts';
import { convolution } from '../ops/convolution.ts';
import { instanceNorm } from '../ops/instance-norm.ts';
import { reflectionPad } from '../ops/reflection-pad.ts';
import { relu } from '../ops/relu.ts';
import { sequence } from '../ops/sequence.ts';
import { upsampledConvolution } from '../ops/upsampled-convolution.ts';
import { lastConvolution } from '../ops/last-convolution.ts';
import { checkTensors, isTrained, tensorShapes } from './architecture.ts';
import { fromPyTorch, fromPyTorchLayout, toPyTorch } from './layout.ts';
import { IMAGENET } from './scale.ts';

/** The network's trained tensors by name; convolutions in TensorFlow's layout (height × width × in × out). */
export type Parameters = Map<string, tf.Tensor>;

/**
 * The image transformation network of Johnson et al. 2016 as the report has it: reflection padding, convolution, norm and
 * ReLU; five residual blocks between. Unlike the paper's: instance norm instead of batch norm (Ulyanov et al. 2017), nearest ×2
 * and convolution instead of transposed convolutions, reflection padding in every layer, no tanh at the end.
 * @param parameters those of a first layer of `width` channels: 16 by default, the paper's and the report's have 32
 * @param x [b, h, w, 3] in the scale of ImageNet ({@link imagenetScale}); sides of any size ≥ 16
 * @returns [b, 4⌈h/4⌉, 4⌈w/4⌉, 3] in the same scale, unbounded
 * @internal
 */
export function transformerNet(parameters: Parameters, x: tf.Tensor4D): tf.Tensor4D {
  const get = <T extends tf.Tensor>(name: string) => {
    const tensor = parameters.get(name);
    if (!tensor) throw new CheckpointError(`the network has no tensor ${name}`);
    return tensor as T;
  };
  const norm = (name: string) => (map: tf.Tensor4D) =>
    instanceNorm(map, get(`${name}.norm.weight`), get(`${name}.norm.bias`));
  const block = (name: string, stride = 1, pad = 1): Operation[] => [
    (map) => reflectionPad(map, pad),
    (map) => convolution(map, get(`${name}.block.1.weight`), stride),
    norm(name),
  ];
  const enlarge = (name: string): Operation[] => [
    (map) => upsampledConvolution(map, get(`${name}.block.1.weight`)),
    norm(name),
    relu,
  ];
  const residual =
    (name: string): Operation =>
    (map) =>
      tf.add(map, sequence(map, ...block(`${name}.block.0`), relu, ...block(`${name}.block.1`)));

  return sequence(
    x,
    ...block('model.0', 1, 4),
    relu,
    ...block('model.1', 2),
    relu,
    ...block('model.2', 2),
    relu,
    ...[3, 4, 5, 6, 7].map((k) => residual(`model.${k}`)),
    ...enlarge('model.8'),
    ...enlarge('model.9'),
    (map) => reflectionPad(map, 4),
    (map) => lastConvolution(map, get('model.10.block.1.weight')),
    (map) => tf.add(map, get<tf.Tensor1D>('model.10.block.1.bias')),
  );
}

type Operation = (map: tf.Tensor4D) => tf.Tensor4D;

/**
 * Pictures in, pictures out: [b, h, w, 3], RGB 0..1 → [b, 4⌈h/4⌉, 4⌈w/4⌉, 3], RGB, not clamped; in between the scale of
 * ImageNet, as in the report's files.
 */
export function stylize(parameters: Parameters, picture: tf.Tensor4D): tf.Tensor4D {
  const y = transformerNet(parameters, imagenetScale(picture));
  return tf.add(tf.mul(y, tf.tensor1d(IMAGENET.deviation)), tf.tensor1d(IMAGENET.mean));
}

/** RGB 0..1 → each channel with ImageNet's mean 0 and deviation 1. */
export function imagenetScale(picture: tf.Tensor4D): tf.Tensor4D {
  return tf.div(tf.sub(picture, tf.tensor1d(IMAGENET.mean)), tf.tensor1d(IMAGENET.deviation));
}

/**
 * First weights, as PyTorch (and so the report) draws them: convolutions uniform in ±1/√(fan in), norms 1 and 0.
 * The same seed gives the same weights on every engine.
 */
export function randomParameters(width: number, seed: number): Parameters {
  let fanIn = 0;
  return new Map(
    trainedShapes(width).map(([name, shape], k) => {
      if (name.endsWith('norm.weight')) return [name, tf.ones(shape)];
      if (name.endsWith('norm.bias')) return [name, tf.zeros(shape)];
      if (shape.length === 4) fanIn = shape[1]! * shape[2]! * shape[3]!;
      const bound = 1 / Math.sqrt(fanIn); // a bias has the bound of its convolution, which comes just before it
      return [
        name,
        tf.tidy(() => fromPyTorchLayout(tf.randomUniform(shape, -bound, bound, 'float32', `${seed}/${k}`))),
      ];
    }),
  );
}

function trainedShapes(width: number): [name: string, shape: number[]][] {
  return [...tensorShapes(width)].filter(([name]) => isTrained(name));
}

/** The trained parameters from a checkpoint's tensors. @throws CheckpointError naming what is missing or misshapen */
export function loadParameters(tensors: Tensors, width: number): Parameters {
  checkTensors(tensors, tensorShapes(width), `a network of width ${width}`);
  return new Map(trainedShapes(width).map(([name]) => [name, fromPyTorch(tensors.get(name)!)]));
}

/** The tensors of a checkpoint file. Reads the parameters back from the engine. */
export async function saveParameters(parameters: Parameters, width: number): Promise<Tensors> {
  const out: Tensors = new Map();
  for (const [name, shape] of tensorShapes(width)) {
    const parameter = parameters.get(name);
    out.set(name, parameter ? await toPyTorch(parameter) : { shape, data: new Float32Array(shape[0]!) });
  }
  return out;
}
