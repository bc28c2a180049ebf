import { existsSync } from 'node:fs';
import { type Checkpoint, CheckpointError, SafetensorsError } from '@atelier/model/checkpoint';
import { importPth, importSafetensors } from '@atelier/model/pytorch';
import { importOnnx } from '@atelier/model/onnx';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { readBytes, readJson } from './file.ts';
import { sha256 } from './hash.ts';

/** By the file's name; PyTorch files go by many. */
const readers: [RegExp, (bytes: Uint8Array) => Checkpoint][] = [
  [/\.safetensors$/i, importSafetensors],
  [/\.onnx$/i, importOnnx],
  [/\.(pth?|ckpt|model)(\.tar)?$/i, importPth],
];

/** The name of a checkpoint's file without its ending; undefined where it does not end as one. */
export function checkpointBase(path: string): string | undefined {
  const [ending] = readers.find(([ending]) => ending.test(path)) ?? [];
  return ending && path.replace(ending, '');
}

/**
 * The checkpoint in a .safetensors, .onnx or PyTorch file, of whatever kind, also of other programs.
 * @throws UsageError where it is missing, damaged, from a newer version or something else
 */
export async function readCheckpointFile(path: string): Promise<Checkpoint> {
  const [, read] = readers.find(([ending]) => ending.test(path)) ?? [];
  if (!read)
    throw new UsageError(
      `${path}: checkpoints are .safetensors, .onnx or .pth files (.pt, .ckpt, .model and .pth.tar are as .pth)`,
    );
  const bytes = await readUnchanged(path);
  return naming(path, () => read(bytes));
}

/** Networks of older versions do not tell their SHA-256 themselves: of those that come with Atelier it stands beside them. */
const besideSchema = z.object({ sha256: z.string().optional() }).catch({});

/** A network's bytes. @throws UsageError where they are others than the JSON file beside it says, or cannot be read */
export async function readUnchanged(path: string): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  const beside = path.replace(/\.safetensors$/, '.json');
  if (beside === path || !existsSync(beside)) return bytes;
  const { sha256: written } = await readJson(beside, besideSchema);
  if (written !== undefined && written !== sha256(bytes))
    throw new UsageError(`${path} is damaged: its SHA-256 is another than ${beside} says`);
  return bytes;
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
