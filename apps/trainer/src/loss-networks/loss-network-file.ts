import { existsSync } from 'node:fs';
import {
  featureExtractor,
  type FeatureExtractor,
  LossNetwork,
  type LossNetworkName,
  lossNetworks,
  type Tensors,
} from '@atelier/model';
import { readCheckpoint, readSafetensors } from '@atelier/model/checkpoint';
import { UsageError } from '../errors.ts';
import { compactLossNetwork } from '../files/assets.ts';
import { naming, readUnchanged } from '../files/checkpoint-file.ts';
import { sha256 } from '../files/hash.ts';
import { fetchedPath } from './vgg.ts';

/** What trains where nothing else is asked for: VGG-19, which sees strokes, once it has been fetched; until then compact. */
export function preferredLossNetwork(): LossNetworkName {
  return existsSync(fetchedPath('vgg19')) ? 'vgg19' : 'compact';
}

/** A loss network and its file's SHA-256. @throws UsageError where VGG has not been fetched, or the file is missing or damaged */
export async function readLossNetwork(name: LossNetworkName): Promise<{ tensors: Tensors; sha256: string }> {
  const file = name === 'compact' ? compactLossNetwork : fetchedPath(name);
  if (name !== 'compact' && !existsSync(file))
    throw new UsageError(
      `the loss network ${name} is not here yet: atelier fetch ${name}, or --loss-network compact`,
      { why: [{ kind: 'noLossNetwork', name }] },
    );
  const bytes = await readUnchanged(file);
  const { tensors } = await naming(file, () => readCheckpoint(bytes));
  return { tensors, sha256: sha256(bytes) };
}

/**
 * A network that gives features: one of ours by its name, or a safetensors file with one, or with the small VGG-19 that `featureExtractor` knows.
 * @throws UsageError where it is missing, damaged or something else
 */
export async function openLossNetwork(source: string): Promise<FeatureExtractor> {
  const name = lossNetworks.find((each) => each === source);
  if (name) return new LossNetwork(name, (await readLossNetwork(name)).tensors);
  const bytes = await readUnchanged(source);
  return naming(source, () => {
    const { tensors, metadata } = readSafetensors(bytes);
    if (metadata.atelier === undefined) return featureExtractor(tensors);
    const { name } = readCheckpoint(bytes).metadata.architecture;
    return featureExtractor(tensors, name === 'transformer-net' ? undefined : name);
  });
}
