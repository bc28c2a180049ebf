import { db } from './database.ts';

/** Something in the database that is not as it should be. */
export interface Finding {
  kind: 'damaged' | 'orphaned';
  /** For people: which picture or checkpoint it is. */
  what: string;
}

export interface Verified {
  pictures: number;
  checkpoints: number;
  findings: Finding[];
}

/** Reads every picture and checkpoint, compares each with its SHA-256, and looks for pictures that nothing refers to. */
export async function verifyDatabase(): Promise<Verified> {
  const damagedPictures = await db().$queryRaw<{ sha256: string; at: string | null }[]>`
    select sha256, (select string_agg(title, ', ') from "Style" where "imageSha256" = "Image".sha256) as at
    from "Image" where encode(sha256(bytes), 'hex') <> sha256 order by 1`;
  const damagedCheckpoints = await db().$queryRaw<{ id: string; slug: string; iteration: number }[]>`
    select c.id, s.slug, c.iteration from "Checkpoint" c join "Style" s on s.id = c."styleId"
    where encode(sha256(c.bytes), 'hex') <> c.sha256 order by s.slug, c.iteration`;
  const orphans = await db().$queryRaw<{ sha256: string }[]>`
    select sha256 from "Image" i
    where not exists (select 1 from "Photo" where sha256 = i.sha256)
      and not exists (select 1 from "Style" where "imageSha256" = i.sha256)
      and not exists (select 1 from "Run" where "styleSha256" = i.sha256)
      and not exists (select 1 from "Sample" where sha256 = i.sha256)
      and not exists (select 1 from "Stylization" where sha256 = i.sha256) order by 1`;
  return {
    pictures: await db().image.count(),
    checkpoints: await db().checkpoint.count(),
    findings: [
      ...damagedCheckpoints.map(({ id, slug, iteration }) => ({
        kind: 'damaged' as const,
        what: `checkpoint ${slug}@${iteration} (${id})`,
      })),
      ...damagedPictures.map(({ sha256, at }) => ({
        kind: 'damaged' as const,
        what: `picture ${sha256}${at ? ` (of the style ${at})` : ''}`,
      })),
      ...orphans.map(({ sha256 }) => ({ kind: 'orphaned' as const, what: `picture ${sha256}` })),
    ],
  };
}
