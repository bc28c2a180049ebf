import { join } from 'node:path';
import { lossNetworkShapes } from '@atelier/model';
import { type Checkpoint, CheckpointError, type Tensors } from '@atelier/model/checkpoint';
import { env } from '../env.ts';

/** Where the loss network is kept once it has been fetched. */
export const vgg16Path = join(env.ATELIER_CACHE, 'vgg16.safetensors');

/** torchvision's numbers of VGG16's convolutions up to relu4_3, in their order. */
const INDICES = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21];

/** The tensors that are needed, by torchvision's name: ours, and the shape (out × in × height × width). */
export const vgg16Tensors = new Map(
  [...lossNetworkShapes('vgg16')].map(([name, shape], k) => {
    const source = `features.${INDICES[k >> 1]!}.${name.split('.')[1]!}`; // a weight and a bias each
    return [source, { name, shape }] as const;
  }),
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
