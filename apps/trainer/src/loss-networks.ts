import { createHash } from 'node:crypto';
import { LossNetwork, type LossNetworkName, teacher, type Teacher } from '@atelier/model';
import { readCheckpoint, readSafetensors } from '@atelier/model/checkpoint';
import { compactLossNetwork } from './assets.ts';
import { readBytes } from './file.ts';
import { naming } from './network.ts';
import { loadLossNetwork } from './run.ts';
import { vgg16Path } from './vgg16.ts';

/** Where a loss network is kept. */
export function lossNetworkPath(name: LossNetworkName): string {
  return name === 'compact' ? compactLossNetwork : vgg16Path;
}

/** In hexadecimal digits, as `sha256sum` prints it. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * What judges pictures: `compact`, `vgg16`, or a safetensors file with either, or with the small VGG-19 that `teacher` knows.
 * @throws UsageError where it is missing, damaged or something else
 */
export async function openLossNetwork(source: string, seed: number): Promise<Teacher> {
  if (source === 'compact' || source === 'vgg16')
    return new LossNetwork(source, (await loadLossNetwork(source, seed)).tensors);
  const bytes = await readBytes(source);
  return naming(source, () => {
    const { tensors, metadata } = readSafetensors(bytes);
    if (metadata.atelier === undefined) return teacher(tensors);
    const { name } = readCheckpoint(bytes).metadata.architecture;
    return teacher(tensors, name === 'transformer-net' ? undefined : name);
  });
}
