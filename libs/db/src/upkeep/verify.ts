import { readCheckpoint } from '@atelier/model/checkpoint';
import { db } from '../database.ts';
import { isAway } from '../unavailable.ts';

/** Something in the database that is not as it should be. */
export interface Finding {
  kind: 'damaged' | 'orphaned';
  /** For people: which picture or checkpoint it is. */
  what: string;
}

export interface Verified {
  /** How many rows of each kind were read. */
  read: Record<keyof typeof kinds, number>;
  findings: Finding[];
}

interface Kind {
  /** Rows, each with what to say of it. */
  list: string;
  /** Whether the row $1 of them is as it was stored, for which all of it is read. */
  isSound: string | ((id: string) => Promise<boolean>);
}

const bytesOf = (table: string) =>
  `select encode(sha256(bytes), 'hex') = sha256 as sound from "${table}" where id = $1`;

const kinds = {
  checkpoints: {
    list: `select c.id, format('checkpoint %s@%s (%s)', s.slug, c.iteration, c.id) as what
      from "Checkpoint" c join "Style" s on s.id = c."styleId" order by s.slug, c.iteration`,
    isSound: bytesOf('Checkpoint'),
  },
  pictures: {
    list: `select sha256 as id, 'picture ' || sha256 ||
        coalesce((select format(' (of the style %s)', string_agg(title, ', ')) from "Style" where "imageSha256" = "Image".sha256), '') as what
      from "Image" order by 1`,
    isSound: `select encode(sha256(bytes), 'hex') = sha256 as sound from "Image" where sha256 = $1`,
  },
  states: {
    list: `select "runId" as id, format('saved state of the run %s', "runId") as what from "RunState" order by 1`,
    isSound: async (runId) => {
      const state = await db().runState.findUnique({ where: { runId }, select: { bytes: true } });
      if (state) readCheckpoint(state.bytes);
      return true;
    },
  },
  fonts: {
    list: `select id, format('font %s (%s)', name, id) as what from "Font" order by 1`,
    isSound: bytesOf('Font'),
  },
  words: {
    list: `select id, format('word %s (%s)', text, id) as what from "Word" order by 1`,
    isSound: `select sha256(bytes) is not null as sound from "Word" where id = $1`,
  },
  films: {
    list: `select c."filmId" || '/' || c.part || '/' || c.index as id, format('film %s (%s), %s, part %s', f.name, f.id, c.part, c.index) as what
      from "FilmChunk" c join "Film" f on f.id = c."filmId" order by f.id, c.part, c.index`,
    isSound: `select sha256(bytes) is not null and length(bytes) = size as sound from "FilmChunk"
      where "filmId" = split_part($1, '/', 1) and part::text = split_part($1, '/', 2) and index = split_part($1, '/', 3)::int`,
  },
} satisfies Record<string, Kind>;

/**
 * Reads every file in the database, row by row, as one that is damaged may end the question: compares it with its SHA-256,
 * or with what else is known of it. And looks for pictures that nothing refers to.
 */
export async function verifyDatabase(): Promise<Verified> {
  const findings: Finding[] = [];
  const found = (what: string, why = '') => void findings.push({ kind: 'damaged', what: what + why });
  const count = async ([name, { list, isSound }]: [string, Kind]) => {
    const rows = await db().$queryRawUnsafe<{ id: string; what: string }[]>(list);
    for (const { id, what } of rows)
      try {
        if (!(await (typeof isSound === 'string' ? ask(isSound, id) : isSound(id)))) found(what);
      } catch (error) {
        if (isAway(error)) throw error;
        found(what, ` (${saidOf(error)})`);
      }
    return [name, rows.length] as const;
  };
  const counts: (readonly [string, number])[] = [];
  for (const kind of Object.entries(kinds)) counts.push(await count(kind));
  for (const { sha256 } of await orphans()) findings.push({ kind: 'orphaned', what: `picture ${sha256}` });
  return { read: Object.fromEntries(counts) as Verified['read'], findings };
}

/** One that has been deleted meanwhile is as it should be. */
async function ask(isSound: string, id: string): Promise<boolean> {
  const [row] = await db().$queryRawUnsafe<{ sound: boolean }[]>(isSound, id);
  return row?.sound ?? true;
}

/** In one line; of what Prisma says, what the database said. */
function saidOf(error: unknown): string {
  const { message } = error as Error;
  return (/Message: `(.*)`/s.exec(message)?.[1] ?? message).split('\n')[0]!;
}

const orphans = () => db().$queryRaw<{ sha256: string }[]>`
  select sha256 from "Image" i
  where not exists (select 1 from "Photo" where sha256 = i.sha256)
    and not exists (select 1 from "Style" where "imageSha256" = i.sha256)
    and not exists (select 1 from "Run" where "styleSha256" = i.sha256)
    and not exists (select 1 from "Sample" where sha256 = i.sha256)
    and not exists (select 1 from "Stylization" where sha256 = i.sha256) order by 1`;
