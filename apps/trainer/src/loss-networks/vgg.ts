import { join } from 'node:path';
import { foldScaleBefore, IMAGENET, lossNetworkShapes } from '@atelier/model';
import { type Checkpoint, CheckpointError, type Tensors } from '@atelier/model/checkpoint';
import { env } from '../env.ts';

/** The loss networks whose weights are fetched: too large for the checkout, and published by others. */
export type Vgg = 'vgg16' | 'vgg19';
export const vggs = ['vgg19', 'vgg16'] as const satisfies Vgg[];

/** Where a loss network is kept once it has been fetched. */
export function fetchedPath(network: Vgg): string {
  return join(env.ATELIER_CACHE, `${network}.safetensors`);
}

/** torchvision's numbers of the convolutions that are looked through, in their order: up to relu4_3, and up to relu4_1. */
const indices = {
  vgg16: [0, 2, 5, 7, 10, 12, 14, 17, 19, 21],
  vgg19: [0, 2, 5, 7, 10, 12, 14, 16, 19],
} as const;

/** The tensors that are needed, by torchvision's name: ours, and the shape (out × in × height × width). */
export function torchvisionTensors(network: Vgg): Map<string, { name: string; shape: number[] }> {
  return new Map(
    [...lossNetworkShapes(network)].map(([name, shape], k) => {
      const source = `features.${indices[network][k >> 1]!}.${name.split('.')[1]!}`; // a weight and a bias each
      return [source, { name, shape }] as const;
    }),
  );
}

/** @throws CheckpointError where tensor `source` is missing or has another shape */
export function checkShape(network: Vgg, source: string, shape: number[] | undefined): void {
  const { shape: expected } = torchvisionTensors(network).get(source)!;
  const what = `this is not torchvision's ${network.toUpperCase()}`;
  if (!shape) throw new CheckpointError(`${what}: the tensor ${source} is missing`);
  if (shape.join() !== expected.join())
    throw new CheckpointError(
      `${what}: the tensor ${source} is ${shape.join('×')}, not ${expected.join('×')}`,
    );
}

/**
 * A loss network from torchvision's tensors (`features.0.weight`, …; others are left out), or from tensors under our own names.
 * @throws CheckpointError where a tensor is missing, has another shape or is not finite
 */
export function vggCheckpoint(network: Vgg, tensors: Tensors, note: string): Checkpoint {
  const ours = [...lossNetworkShapes(network).keys()].every((name) => tensors.has(name));
  const renamed: Tensors = new Map();
  for (const [source, { name }] of torchvisionTensors(network)) {
    const given = ours ? name : source;
    const tensor = tensors.get(given);
    checkShape(network, source, tensor?.shape);
    if (!tensor!.data.every(Number.isFinite))
      throw new CheckpointError(`the tensor ${given} holds values that are not finite numbers`);
    renamed.set(name, tensor!);
  }
  return {
    metadata: {
      formatVersion: 1,
      kind: 'loss-network',
      architecture: { name: network, width: 64 },
      iteration: 0,
      note,
    },
    // torchvision's wants pictures in ImageNet's scale; our VGG-19 takes RGB 0..1, and mirrors them at their border. torchvision's was
    // trained with zeros there, which moves features within a few pixels of it and no others.
    tensors: ours || network === 'vgg16' ? renamed : foldScaleBefore(renamed, 'conv1_1', IMAGENET),
  };
}
