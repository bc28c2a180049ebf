import * as tf from '@tensorflow/tfjs-core';
import { CheckpointError, type Tensors } from '../checkpoint/index.ts';
import { convolution } from '../ops/convolution.ts';
import { instanceNorm } from '../ops/instance-norm.ts';
import { reflectionPad } from '../ops/reflection-pad.ts';
import { relu } from '../ops/relu.ts';
import { upsampledConvolution } from '../ops/upsampled-convolution.ts';
import { lastConvolution } from '../ops/last-convolution.ts';
import { fromPyTorch, fromPyTorchLayout, toPyTorch } from './layout.ts';

/** One convolution of the network, by its name in PyTorch's state dict (the report's files use the same names). */
interface Layer {
  /** `model.0`: its tensors are `model.0.block.1.weight`, `model.0.norm.weight`, … */
  name: string;
  input: number;
  output: number;
  size: 3 | 9;
  norm: boolean;
}

/** The layers in order, `width` channels after the first one (32 in the report). Johnson et al. 2016, supplement, table 1. */
export function layers(width: number): Layer[] {
  const layer = (name: string, input: number, output: number, size: 3 | 9 = 3, norm = true): Layer => ({ name, input, output, size, norm }); // prettier-ignore
  const residual = [3, 4, 5, 6, 7].flatMap((k) =>
    [0, 1].map((half) => layer(`model.${k}.block.${half}`, 4 * width, 4 * width)),
  );
  return [
    layer('model.0', 3, width, 9),
    layer('model.1', width, 2 * width),
    layer('model.2', 2 * width, 4 * width),
    ...residual,
    layer('model.8', 4 * width, 2 * width),
    layer('model.9', 2 * width, width),
    layer('model.10', width, 3, 9, false),
  ];
}

/**
 * The names and shapes (as in PyTorch, out × in × height × width) of all tensors of a checkpoint file. `trained` is false
 * for the convolutions' biases before a norm: the norm subtracts them again, so they never change the picture and have
 * no gradient. They stay in the files, which so keep the report's format.
 */
export function tensorShapes(width: number): { name: string; shape: number[]; trained: boolean }[] {
  return layers(width).flatMap(({ name, input, output, size, norm }) => [
    { name: `${name}.block.1.weight`, shape: [output, input, size, size], trained: true },
    { name: `${name}.block.1.bias`, shape: [output], trained: !norm },
    ...(norm
      ? [
          { name: `${name}.norm.weight`, shape: [output], trained: true },
          { name: `${name}.norm.bias`, shape: [output], trained: true },
        ]
      : []),
  ]);
}

/** The network's trained tensors by name; convolutions in TensorFlow's layout (height × width × in × out). */
export type Parameters = Map<string, tf.Tensor>;

/**
 * The image transformation network of Johnson et al. 2016 as the report has it: reflection padding, convolution, instance
 * norm and ReLU; five residual blocks; nearest ×2 and convolution instead of transposed convolutions.
 * @param x [b, h, w, 3]; sides of any size ≥ 16
 * @returns [b, 4⌈h/4⌉, 4⌈w/4⌉, 3], unbounded
 */
export function transformerNet(parameters: Parameters, x: tf.Tensor4D): tf.Tensor4D {
  const get = <T extends tf.Tensor>(name: string) => {
    const tensor = parameters.get(name);
    if (!tensor) throw new CheckpointError(`the network has no tensor ${name}`);
    return tensor as T;
  };
  const norm = (input: tf.Tensor4D, name: string) =>
    instanceNorm(input, get(`${name}.norm.weight`), get(`${name}.norm.bias`));
  const block = (input: tf.Tensor4D, name: string, { stride = 1, pad = 1 } = {}) =>
    norm(convolution(reflectionPad(input, pad), get(`${name}.block.1.weight`), stride), name);
  const enlarge = (input: tf.Tensor4D, name: string) =>
    norm(upsampledConvolution(input, get(`${name}.block.1.weight`)), name);

  let y = relu(block(x, 'model.0', { pad: 4 }));
  y = relu(block(y, 'model.1', { stride: 2 }));
  y = relu(block(y, 'model.2', { stride: 2 }));
  for (const k of [3, 4, 5, 6, 7]) {
    const inner = relu(block(y, `model.${k}.block.0`));
    y = tf.add(y, block(inner, `model.${k}.block.1`));
  }
  y = relu(enlarge(y, 'model.8'));
  y = relu(enlarge(y, 'model.9'));
  return tf.add(
    lastConvolution(reflectionPad(y, 4), get('model.10.block.1.weight')),
    get<tf.Tensor1D>('model.10.block.1.bias'),
  );
}

// What PyTorch's image networks subtract and divide by; the report's files expect pictures in this scale.
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

/** Pictures in, pictures out: RGB 0..1 → RGB, not clamped; in between the scale of ImageNet, as in the report's files. */
export function stylize(parameters: Parameters, picture: tf.Tensor4D): tf.Tensor4D {
  const y = transformerNet(parameters, imagenetScale(picture));
  return tf.add(tf.mul(y, tf.tensor1d(DEVIATION)), tf.tensor1d(MEAN));
}

/** RGB 0..1 → each channel with ImageNet's mean 0 and deviation 1. */
export function imagenetScale(picture: tf.Tensor4D): tf.Tensor4D {
  return tf.div(tf.sub(picture, tf.tensor1d(MEAN)), tf.tensor1d(DEVIATION));
}

/**
 * First weights, as PyTorch (and so the report) draws them: convolutions uniform in ±1/√(fan in), norms 1 and 0.
 * The same seed gives the same weights on every engine.
 */
export function randomParameters(width: number, seed: number): Parameters {
  let fanIn = 0;
  return new Map(
    tensorShapes(width)
      .filter(({ trained }) => trained)
      .map(({ name, shape }, k) => {
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

/** The trained parameters from a checkpoint's tensors. @throws CheckpointError naming what is missing or misshapen */
export function loadParameters(tensors: Tensors, width: number): Parameters {
  checkTensors(tensors, width);
  return new Map(
    tensorShapes(width)
      .filter(({ trained }) => trained)
      .map(({ name }) => [name, fromPyTorch(tensors.get(name)!)]),
  );
}

/** The tensors of a checkpoint file. Reads the parameters back from the engine. */
export async function saveParameters(parameters: Parameters, width: number): Promise<Tensors> {
  const out: Tensors = new Map();
  for (const { name, shape, trained } of tensorShapes(width))
    out.set(
      name,
      trained ? await toPyTorch(parameters.get(name)!) : { shape, data: new Float32Array(shape[0]!) },
    );
  return out;
}

/** @throws CheckpointError where a tensor of a `TransformerNet(width)` is missing, misshapen or not finite */
export function checkTensors(tensors: Tensors, width: number): void {
  for (const { name, shape } of tensorShapes(width)) {
    const tensor = tensors.get(name);
    if (!tensor)
      throw new CheckpointError(`the checkpoint is of another architecture: it has no tensor ${name}`);
    if (tensor.shape.join() !== shape.join())
      throw new CheckpointError(
        `the checkpoint is of another architecture: ${name} is ${tensor.shape.join('×')}, expected ${shape.join('×')} for width ${width}`,
      );
    if (!tensor.data.every(Number.isFinite))
      throw new CheckpointError(`${name} holds values that are not finite`);
  }
}
