import { createHash } from 'node:crypto';
import type { LossNetworkName } from '@atelier/model';
import { compactLossNetwork } from './assets.ts';
import { vgg16Path } from './vgg16.ts';

/** Where a loss network is kept. */
export function lossNetworkPath(name: LossNetworkName): string {
  return name === 'compact' ? compactLossNetwork : vgg16Path;
}

/** In hexadecimal digits, as `sha256sum` prints it. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
