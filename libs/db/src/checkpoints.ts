import { db } from './database.ts';
import { removeUnused } from './images.ts';

export interface CheckpointInfo {
  id: string;
  styleId: string;
  runId: string | null;
  iteration: number;
  builtIn: boolean;
  /** Hash of the safetensors file */
  sha256: string;
  /** Losses on held-out photos by name, or null if they were not measured */
  heldOut: unknown;
  /** The training configuration, as the apps stored it */
  config: unknown;
  createdAt: Date;
}

/** Half-precision safetensors with what the model needs to know in its metadata. */
export interface CheckpointFile {
  iteration: number;
  bytes: Uint8Array;
  heldOut?: Record<string, number> | undefined;
  config: object;
}

export const checkpointInfo = { omit: { bytes: true } } as const;

export function getCheckpoint(id: string): Promise<CheckpointInfo | null> {
  return db().checkpoint.findUnique({ where: { id } });
}

/** Of a style, in the order of training: built-in ones first, then run by run, by iteration. */
export function listCheckpoints(styleId: string): Promise<CheckpointInfo[]> {
  return db().checkpoint.findMany({
    where: { styleId },
    orderBy: [{ builtIn: 'desc' }, { runId: 'asc' }, { iteration: 'asc' }],
  });
}

/** The safetensors file of a checkpoint, or null. */
export async function readCheckpoint(id: string): Promise<Uint8Array | null> {
  const found = await db().checkpoint.findUnique({ where: { id }, select: { bytes: true } });
  return found?.bytes ?? null;
}

/** Makes this checkpoint its style's default. Returns false if there is none such. */
export function publishCheckpoint(id: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const checkpoint = await tx.checkpoint.findUnique({ where: { id } });
    if (!checkpoint) return false;
    await tx.style.update({ where: { id: checkpoint.styleId }, data: { publishedId: id } });
    return true;
  });
}

/** Deletes a checkpoint that a run made, and what was painted with it; the newest remaining one replaces it in the gallery. */
export function deleteCheckpoint(id: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const checkpoint = await tx.checkpoint.findFirst({ where: { id, builtIn: false } });
    if (!checkpoint) return false;
    const { styleId } = checkpoint;
    const paintings = await tx.stylization.findMany({
      where: { checkpointId: id },
      select: { sha256: true },
    });
    await tx.checkpoint.delete({ where: { id } });
    const next = await tx.checkpoint.findFirst({ where: { styleId }, orderBy: { createdAt: 'desc' } });
    await tx.style.updateMany({
      where: { id: styleId, publishedId: null },
      data: { publishedId: next?.id ?? null },
    });
    await removeUnused(
      tx,
      paintings.map((painting) => painting.sha256),
    );
    return true;
  });
}
