import { type Checkpoint, METADATA_KEY, readCheckpoint, readSafetensors } from '../checkpoint/index.ts';
import { belongs, findNetworks, only, toCheckpoint } from './state-dict.ts';

/**
 * A checkpoint from a safetensors file: one of Atelier's, or the same network as other programs write it, which say
 * nothing of it (`save_file(model.state_dict(), …)`).
 * @throws SafetensorsError where the bytes are damaged
 * @throws CheckpointError where they hold something else, or come from a newer version
 */
export function importSafetensors(bytes: Uint8Array): Checkpoint {
  const { names, metadata } = readSafetensors(bytes, () => false);
  if (metadata[METADATA_KEY] !== undefined) return readCheckpoint(bytes);
  const found = only(findNetworks(names), ({ prefix }) => `"${prefix}"`);
  const { tensors } = readSafetensors(bytes, belongs(found));
  return toCheckpoint(tensors, found, 'imported from a safetensors file of another program');
}
