import { db } from '../database.ts';
import { sha256 } from '../images.ts';
import type { Owner } from '../owner.ts';

/** A painted word that is kept; its small picture is at `readWord(id)`. */
export interface Word {
  id: string;
  text: string;
  address: string;
  width: number;
  height: number;
}

export interface NewWord extends Omit<Word, 'id'> {
  ownerId: Owner;
  /** A WebP file. */
  bytes: Uint8Array;
}

const word = { id: true, text: true, address: true, width: true, height: true } as const;

/** The owner's at once: keeping more lets go of the oldest. */
const MOST_WORDS = 200;

/** Keeps a word; the same one again becomes the newest. */
export async function keepWord({ ownerId, address, ...rest }: NewWord): Promise<Word> {
  const bytes = new Uint8Array(rest.bytes);
  return db().$transaction(async (tx) => {
    await tx.word.deleteMany({ where: { ownerId, address } });
    const kept = await tx.word.create({ data: { ...rest, ownerId, address, bytes }, select: word });
    const old = await tx.word.findMany({ where: { ownerId, deletedAt: null }, orderBy: { id: 'desc' }, skip: MOST_WORDS, select: { id: true } }); // prettier-ignore
    await tx.word.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
    return kept;
  });
}

/** The owner's, newest first. */
export const listWords = (ownerId: Owner): Promise<Word[]> =>
  db().word.findMany({ where: { ownerId, deletedAt: null }, orderBy: { id: 'desc' }, select: word });

/** A word's small picture, or null where the owner has none such. */
export const readWord = async (id: string, ownerId: Owner): Promise<Uint8Array | null> =>
  (await db().word.findFirst({ where: { id, ownerId, deletedAt: null }, select: { bytes: true } }))?.bytes ??
  null;

/** A font that somebody brought. */
export interface BroughtFont {
  id: string;
  name: string;
}

/** Keeps a font, once per content; one that was deleted is there again. */
export async function addFont({
  name,
  bytes,
  ownerId,
}: {
  name: string;
  bytes: Uint8Array;
  ownerId: Owner;
}): Promise<BroughtFont> {
  const hash = sha256(bytes);
  await db().font.createMany({
    data: [{ name, sha256: hash, bytes: new Uint8Array(bytes), ownerId }],
    skipDuplicates: true,
  });
  await db().font.updateMany({ where: { sha256: hash, ownerId }, data: { deletedAt: null } });
  return db().font.findFirstOrThrow({ where: { sha256: hash, ownerId }, select: { id: true, name: true } });
}

/** The owner's, newest first. */
export const listFonts = (ownerId: Owner): Promise<BroughtFont[]> =>
  db().font.findMany({
    where: { ownerId, deletedAt: null },
    orderBy: { id: 'desc' },
    select: { id: true, name: true },
  });

/** A font's file, or null where the owner has none such. */
export const readFontFile = async (id: string, ownerId: Owner): Promise<Uint8Array | null> =>
  (await db().font.findFirst({ where: { id, ownerId, deletedAt: null }, select: { bytes: true } }))?.bytes ??
  null;
