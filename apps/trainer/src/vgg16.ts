import { join } from 'node:path';
import { type Checkpoint, CheckpointError, type Tensors } from '@atelier/model/checkpoint';
import { env } from './env.ts';

/** Where the loss network is kept once it has been fetched. */
export const vgg16Path = join(env.ATELIER_CACHE, 'vgg16.safetensors');

/** VGG16's convolutions up to relu4_3 (Simonyan and Zisserman 2015): our name, torchvision's number, channels in and out. */
const layers: [name: string, index: number, from: number, to: number][] = [
  ['conv1_1', 0, 3, 64],
  ['conv1_2', 2, 64, 64],
  ['conv2_1', 5, 64, 128],
  ['conv2_2', 7, 128, 128],
  ['conv3_1', 10, 128, 256],
  ['conv3_2', 12, 256, 256],
  ['conv3_3', 14, 256, 256],
  ['conv4_1', 17, 256, 512],
  ['conv4_2', 19, 512, 512],
  ['conv4_3', 21, 512, 512],
];

/** The tensors that are needed, by torchvision's name: ours, and the shape (out × in × height × width). */
export const vgg16Tensors = new Map<string, { name: string; shape: number[] }>(
  layers.flatMap(([name, index, from, to]) => [
    [`features.${index}.weight`, { name: `${name}.weight`, shape: [to, from, 3, 3] }],
    [`features.${index}.bias`, { name: `${name}.bias`, shape: [to] }],
  ]),
);

/** @throws CheckpointError where tensor `source` is missing or has another shape */
export function checkVgg16Shape(source: string, shape: number[] | undefined): void {
  const { shape: expected } = vgg16Tensors.get(source)!;
  if (!shape) throw new CheckpointError(`this is not torchvision's VGG16: the tensor ${source} is missing`);
  if (shape.join() !== expected.join())
    throw new CheckpointError(
      `this is not torchvision's VGG16: the tensor ${source} is ${shape.join('×')}, not ${expected.join('×')}`,
    );
}

/**
 * The loss network `vgg16` from torchvision's tensors (`features.0.weight`, …; others are left out).
 * @throws CheckpointError where a tensor is missing, has another shape or is not finite
 */
export function vgg16FromTorchvision(tensors: Tensors, note: string): Checkpoint {
  const renamed: Tensors = new Map();
  for (const [source, { name }] of vgg16Tensors) {
    const tensor = tensors.get(source);
    checkVgg16Shape(source, tensor?.shape);
    if (!tensor!.data.every(Number.isFinite))
      throw new CheckpointError(`the tensor ${source} holds values that are not finite numbers`);
    renamed.set(name, tensor!);
  }
  return {
    metadata: {
      formatVersion: 1,
      kind: 'loss-network',
      architecture: { name: 'vgg16', width: 64 },
      iteration: 0,
      note,
    },
    tensors: renamed,
  };
}
