import { db, type Transaction } from '../database.ts';
import { builtInOr, type Owner, type Viewer, visibleCheckpoints } from '../owner.ts';
import { sha256 } from '../images.ts';

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

export const checkpointInfo = { omit: { bytes: true, retiredAt: true, ownerId: true } } as const;
/** Those that no others took the place of. */
export const current = { retiredAt: null } as const;

export function getCheckpoint(id: string, viewer: Viewer): Promise<CheckpointInfo | null> {
  return db().checkpoint.findFirst({ where: { id, ...visibleCheckpoints(viewer) }, ...checkpointInfo });
}

/** Of a style, in the order of training: built-in ones first, then run by run, by iteration. */
export function listCheckpoints(styleId: string, viewer: Viewer): Promise<CheckpointInfo[]> {
  return db().checkpoint.findMany({
    where: { styleId, ...current, ...visibleCheckpoints(viewer) },
    ...checkpointInfo,
    orderBy: [{ builtIn: 'desc' }, { runId: 'asc' }, { iteration: 'asc' }],
  });
}

/** The working size that suits the strokes of a checkpoint's style, in pixels; undefined: that of most. */
export async function suitedSize(checkpointId: string): Promise<number | undefined> {
  const select = { style: { select: { suitedSize: true } } };
  const found = await db().checkpoint.findUnique({ where: { id: checkpointId }, select });
  return found?.style.suitedSize ?? undefined;
}

/** What is stored is not what was stored, by its SHA-256. */
export class DamagedError extends Error {}

/**
 * The safetensors file of a checkpoint, or null where there is none that the viewer may paint with.
 * @throws DamagedError where its bytes are not those of its SHA-256
 */
export async function readCheckpoint(id: string, viewer: Viewer): Promise<Uint8Array | null> {
  const found = await db().checkpoint.findFirst({
    where: { id, ...visibleCheckpoints(viewer) },
    select: { bytes: true, sha256: true, iteration: true, style: { select: { slug: true } } },
  });
  if (found && sha256(found.bytes) !== found.sha256)
    throw new DamagedError(
      `the checkpoint ${found.style.slug}@${found.iteration} is damaged in the database: restore it from a backup, or make another checkpoint of the style the one that paints`,
    );
  return found?.bytes ?? null;
}

/** Where a checkpoint belongs: to a run, or to those that came with Atelier. */
type Place = { styleId: string } & ({ runId: string; ownerId: Owner } | { builtIn: true });

/**
 * Puts weights in their place. Others that were there for this iteration retire: paintings that they made stay theirs,
 * and what was published is so with the new ones.
 */
export async function putCheckpoint(
  tx: Transaction,
  place: Place,
  { iteration, bytes, config, heldOut }: CheckpointFile,
): Promise<void> {
  const hash = sha256(bytes);
  await lockStyle(tx, place.styleId);
  const there = await tx.checkpoint.findMany({
    where: { ...place, iteration },
    orderBy: { createdAt: 'asc' },
  });
  const same = there.find((each) => each.sha256 === hash);
  const label = { config, ...(heldOut && { heldOut }), retiredAt: null };
  const { id } = same
    ? await tx.checkpoint.update({ where: { id: same.id }, data: label })
    : await tx.checkpoint.create({
        data: { ...place, ...label, iteration, sha256: hash, bytes: new Uint8Array(bytes) },
      });
  await retire(
    tx,
    there.flatMap((each) => (each.id === id ? [] : [each.id])),
    id,
  );
}

/** Takes checkpoints out of every list; `successor` is published in their place, or none. */
export async function retire(tx: Transaction, ids: string[], successor: string | null): Promise<void> {
  if (ids.length === 0) return;
  await tx.checkpoint.updateMany({ where: { id: { in: ids }, ...current }, data: { retiredAt: new Date() } });
  await tx.style.updateMany({ where: { publishedId: { in: ids } }, data: { publishedId: successor } });
  await removeRetired(tx);
}

/** Removes retired checkpoints that no painting and no film was made with; call it in the transaction that deleted paintings. */
export async function removeRetired(tx: Transaction): Promise<void> {
  await tx.checkpoint.deleteMany({
    where: { retiredAt: { not: null }, stylizations: { none: {} }, films: { none: {} } },
  });
}

/**
 * Makes a checkpoint that the owner may see its style's default: of a style of the owner's own, or, by an administrator, of a
 * built-in one too. Returns false if there is none such.
 */
export function publishCheckpoint(
  id: string,
  { ownerId, administrator }: { ownerId: Owner; administrator: boolean },
): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const checkpoint = await tx.checkpoint.findFirst({
      where: {
        id,
        style: administrator ? builtInOr(ownerId) : { ownerId, builtIn: false },
        ...visibleCheckpoints(ownerId),
      },
    });
    if (!checkpoint) return false;
    await tx.style.update({ where: { id: checkpoint.styleId }, data: { publishedId: id, chosen: true } });
    return true;
  });
}

/** See `lockImages` for the order in which rows are locked. */
async function lockStyle(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`select id from "Style" where id = ${id} for update`;
}
