import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { lossNetworks, savedTrainingConfigSchema } from '../config.ts';
import { type NamedTensor, readSafetensors, writeSafetensors } from './safetensors.ts';

export type Tensors = Map<string, NamedTensor>;

const FORMAT_VERSION = 1;
export const METADATA_KEY = 'atelier';
/** SHA-256 of the description and the tensors' bytes; files of older versions have none. */
const SHA256_KEY = 'atelier-sha256';

/** What a network was trained from, each by SHA-256: files of the style picture and the loss network, the photos' fingerprint. */
const originSchema = z.object({
  styleSha256: z.string(),
  lossNetworkSha256: z.string(),
  photosSha256: z.string(),
});

export type Origin = z.infer<typeof originSchema>;

/**
 * What a checkpoint file says of itself, as one JSON string under the key `atelier` of the safetensors metadata.
 * `weights` holds a network to paint with, `state` also what a run needs to go on (Adam's moments), `loss-network` a
 * loss network. Tensors have PyTorch's names and layouts (`model.0.block.1.weight`, out × in × height × width).
 */
const checkpointMetadataSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  kind: z.enum(['weights', 'state', 'loss-network']),
  architecture: z.object({
    name: z.enum(['transformer-net', ...lossNetworks]),
    /** Channels after the first layer. */
    width: z.number().int().positive(),
  }),
  iteration: z.number().int().min(0).default(0),
  training: savedTrainingConfigSchema.optional(),
  /** The last errors of a distilled loss network. */
  losses: z.record(z.string(), z.number()).optional(),
  ...originSchema.partial().shape,
  /** Where it came from, if not from a training run: `imported from a PyTorch file`. */
  note: z.string().optional(),
});

export type CheckpointMetadata = z.infer<typeof checkpointMetadataSchema>;

export interface Checkpoint {
  metadata: CheckpointMetadata;
  tensors: Tensors;
}

/** A readable file, but not a checkpoint that this version can use; the message says why and what to do. */
export class CheckpointError extends Error {}

/**
 * @throws SafetensorsError where the bytes are damaged
 * @throws CheckpointError where they hold something else, or come from a newer version
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata, body } = readSafetensors(bytes);
  const { [METADATA_KEY]: text, [SHA256_KEY]: written } = metadata;
  if (text === undefined) throw new CheckpointError('this safetensors file is not an Atelier checkpoint');
  if (written !== undefined && written !== hashOf(text, body))
    throw new CheckpointError('the tensors or their description are damaged: their SHA-256 is another');
  return { metadata: readMetadata(text), tensors };
}

/**
 * A checkpoint's description from its JSON text.
 * @throws CheckpointError where it is damaged, or comes from a newer version
 */
export function readMetadata(text: string): CheckpointMetadata {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError("the checkpoint's description is damaged", { cause });
  }
  const version = (said as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version > FORMAT_VERSION)
    throw new CheckpointError(
      `the checkpoint has format version ${version}, this Atelier reads up to ${FORMAT_VERSION}: update Atelier`,
    );
  const parsed = checkpointMetadataSchema.safeParse(said);
  if (!parsed.success)
    throw new CheckpointError(`the checkpoint's description is not valid: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The bytes of a checkpoint file; `half` stores the tensors in half precision, as those of the built-in styles and of the studio are. */
export function writeCheckpoint(
  { metadata, tensors }: Checkpoint,
  options: { half?: boolean } = {},
): Uint8Array {
  const text = JSON.stringify(metadata);
  const described = (body: Uint8Array) => ({ [METADATA_KEY]: text, [SHA256_KEY]: hashOf(text, body) });
  return writeSafetensors(tensors, described, options);
}

const hashOf = (text: string, body: Uint8Array) =>
  bytesToHex(sha256.create().update(utf8ToBytes(text)).update(body).digest());
