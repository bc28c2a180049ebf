import { extname } from 'node:path';
import {
  type Checkpoint,
  CheckpointError,
  readCheckpoint,
  SafetensorsError,
} from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { importOnnx } from '@atelier/model/onnx';
import { UsageError } from '../errors.ts';
import { readBytes } from './file.ts';

/** The checkpoint files that are read, by extension. */
export const readers: Record<string, (bytes: Uint8Array) => Checkpoint> = {
  '.safetensors': readCheckpoint,
  '.onnx': importOnnx,
  '.pth': importPth,
};

/**
 * The checkpoint in a .safetensors, .onnx or .pth file, of whatever kind.
 * @throws UsageError where it is missing, damaged, from a newer version or something else
 */
export async function readCheckpointFile(path: string): Promise<Checkpoint> {
  const read = readers[extname(path).toLowerCase()];
  if (!read) throw new UsageError(`${path}: checkpoints are .safetensors, .onnx or .pth files`);
  const bytes = await readBytes(path);
  return naming(path, () => read(bytes));
}

/** Does something with a checkpoint from `source`, which problems with it are to name. @throws UsageError */
export async function naming<Result>(source: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CheckpointError || error instanceof SafetensorsError)
      throw new UsageError(`${source}: ${error.message}`, { cause: error });
    throw error;
  }
}
