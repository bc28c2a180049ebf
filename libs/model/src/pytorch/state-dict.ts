import { type Checkpoint, CheckpointError, type Tensors } from '../checkpoint/index.ts';
import { checkTransformerNet, layers } from '../networks/architecture.ts';
import { foldScaleAfter, foldScaleBefore, IMAGENET_OF_BYTES, inverse } from '../networks/scale.ts';

/** How a family of programs names the layers of the transformer net, and the first tensor of it. */
interface Convention {
  first: string;
  last: string;
  /** From its name of a layer to ours; unlisted ones are the same. */
  layers?: ReadonlyMap<string, string>;
  /** Its pictures are 0..255 and not normalised. */
  bytes?: boolean;
}

const ours: Convention = { first: 'model.0.block.1.weight', last: 'model.10.block.1.weight' };
/** The example `fast_neural_style` of PyTorch, from which many checkpoints come. */
const example: Convention = {
  first: 'conv1.conv2d.weight',
  last: 'deconv3.conv2d.weight',
  layers: new Map([
    ...[0, 1, 2].flatMap((i): [string, string][] => [
      [`conv${i + 1}.conv2d`, `model.${i}.block.1`],
      [`in${i + 1}`, `model.${i}.norm`],
    ]),
    ...[1, 2, 3, 4, 5].flatMap((i) =>
      [1, 2].flatMap((j): [string, string][] => [
        [`res${i}.conv${j}.conv2d`, `model.${i + 2}.block.${j - 1}.block.1`],
        [`res${i}.in${j}`, `model.${i + 2}.block.${j - 1}.norm`],
      ]),
    ),
    ['deconv1.conv2d', 'model.8.block.1'],
    ['in4', 'model.8.norm'],
    ['deconv2.conv2d', 'model.9.block.1'],
    ['in5', 'model.9.norm'],
    ['deconv3.conv2d', 'model.10.block.1'],
  ]),
  bytes: true,
};

/** What instance norm keeps in some versions of PyTorch, and does not use in this network. */
const STATISTIC = /\.(running_mean|running_var|num_batches_tracked)$/;

/** A network among the tensors of a state dict: what stands before its tensors' names (`module.`), and how they are. */
export interface Found {
  prefix: string;
  convention: Convention;
}

/** The transformer nets in a state dict, by its tensors' names: whole programs may hold more than one. */
export function findNetworks(names: Iterable<string>): Found[] {
  const all = new Set(names);
  return [...all].flatMap((name) =>
    [ours, example].flatMap((convention) => {
      const prefix = name.slice(0, -convention.first.length);
      const whole = name === prefix + convention.first && all.has(prefix + convention.last);
      return whole && (prefix === '' || prefix.endsWith('.')) ? [{ prefix, convention }] : [];
    }),
  );
}

/** Whether a tensor of the state dict is one that the network found in it needs. */
export const belongs =
  ({ prefix }: Found) =>
  (name: string): boolean =>
    name.startsWith(prefix) && !STATISTIC.test(name);

/**
 * The checkpoint that a state dict's tensors are, in our names and for pictures as we normalise them.
 * @param tensors those that {@link belongs} takes
 * @throws CheckpointError where one is missing, has another shape or does not belong to the network
 */
export function toCheckpoint(tensors: Tensors, { prefix, convention }: Found, note: string): Checkpoint {
  const renamed: Tensors = new Map();
  for (const [name, tensor] of tensors) {
    const [, layer, part] = /^(.*)(\.[^.]*)$/.exec(name.slice(prefix.length)) ?? [];
    renamed.set(layer === undefined ? name : `${convention.layers?.get(layer) ?? layer}${part}`, tensor);
  }
  const width = tensors.get(prefix + convention.first)!.shape[0]!;
  const checkpoint: Checkpoint = {
    metadata: {
      formatVersion: 1,
      kind: 'weights',
      architecture: { name: 'transformer-net', width },
      iteration: 0,
      note,
    },
    tensors: renamed,
  };
  checkTransformerNet(checkpoint);
  return convention.bytes ? { ...checkpoint, tensors: normalised(renamed, width) } : checkpoint;
}

/** The same network for pictures that are normalised by ImageNet's mean and deviation instead of 0..255. */
function normalised(tensors: Tensors, width: number): Tensors {
  const { encoder, last } = layers(width);
  const reading = foldScaleBefore(tensors, encoder[0].conv, inverse(IMAGENET_OF_BYTES));
  return foldScaleAfter(reading, last.conv, IMAGENET_OF_BYTES);
}

/** @throws CheckpointError unless there is exactly one: none, or several, which are named */
export function only<Network>(networks: Network[], where: (network: Network) => string): Network {
  const [network, ...others] = networks;
  if (network === undefined)
    throw new CheckpointError(
      `not the network that Atelier paints with: the tensor ${ours.first} is missing (or ${example.first})`,
    );
  if (others.length > 0)
    throw new CheckpointError(
      `the file holds several networks: ${networks.map(where).join(', ')}; save the one to paint with in a file of its own`,
    );
  return network;
}
