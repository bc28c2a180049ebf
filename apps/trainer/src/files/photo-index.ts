import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { env } from '../env.ts';
import { fileError, UsageError } from '../errors.ts';
import { readBytes, writeWhole } from './file.ts';
import { photoProblem } from './photo.ts';
import { systemPath } from './system-path.ts';

/** What decoding a photo told of it, see files/photo-look.ts. */
const lookSchema = z.object({
  width: z.number(),
  height: z.number(),
  grey: z.boolean(),
  /** A perceptual hash, 16 hex digits. */
  print: z.string(),
});

const factsSchema = z.object({
  size: z.number(),
  /** Of the last change, in milliseconds. */
  changed: z.number(),
  /** What is wrong with it, after its path, by its first bytes; null: nothing. */
  problem: z.string().nullable(),
  /** The least side that was asked for then. */
  least: z.number(),
  look: lookSchema.optional(),
  /** What is wrong with it when it is decoded. */
  damage: z.string().optional(),
});
export type PhotoFacts = z.infer<typeof factsSchema>;
const FORMAT = 1;
const indexSchema = z.object({ format: z.literal(FORMAT), photos: z.record(z.string(), factsSchema) });

/**
 * What is known of the photos of a folder, kept between runs: a photo of the same size and time of change is not looked at
 * again. Where the index is gone, damaged or of another version, all are.
 */
export class PhotoIndex {
  private changed = false;
  private readonly seen = new Set<string>();

  private constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly known: Map<string, PhotoFacts>,
  ) {}

  static async open(folder: string): Promise<PhotoIndex> {
    const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24);
    const file = join(env.ATELIER_CACHE, 'photos', `${name}.json`);
    const known = existsSync(systemPath(file)) ? await read(file) : {};
    return new PhotoIndex(folder, file, new Map(Object.entries(known)));
  }

  /** What is known of a photo, looked at where that is too little or old; `look` adds to it. */
  async facts(
    path: string,
    least: number,
    look?: (path: string) => Promise<Pick<PhotoFacts, 'look' | 'damage'>>,
  ): Promise<PhotoFacts> {
    const key = relative(this.folder, path);
    this.seen.add(key);
    const { size, mtimeMs: changed } = await stat(systemPath(path)).catch((error: unknown) => {
      throw fileError(error, path);
    });
    let facts = this.known.get(key);
    if (facts?.size !== size || facts.changed !== changed || facts.least !== least) {
      const said = await photoProblem(path, least);
      facts = { size, changed, least, problem: said?.startsWith(path) ? said.slice(path.length) : (said ?? null) }; // prettier-ignore
      this.put(key, facts);
    }
    if (look && facts.problem === null && !facts.look && facts.damage === undefined) {
      facts = { ...facts, ...(await look(path)) };
      this.put(key, facts);
    }
    return facts;
  }

  /** What is wrong with a photo, in words, or undefined. */
  async problemOf(path: string, least: number): Promise<string | undefined> {
    const facts = this.facts(path, least).catch((error: unknown) => {
      if (error instanceof UsageError) return { problem: error.message }; // gone since it was found
      throw error;
    });
    const { problem } = await facts;
    return problem === null ? undefined : problem.startsWith(':') ? `${path}${problem}` : problem;
  }

  private put(key: string, facts: PhotoFacts): void {
    this.known.set(key, facts);
    this.changed = true;
  }

  /** Keeps what is known; what was not asked for is gone from the folder. */
  async save(): Promise<void> {
    const photos = [...this.known].filter(([key]) => this.seen.has(key));
    if (!this.changed && photos.length === this.known.size) return;
    await writeWhole(this.file, JSON.stringify({ format: FORMAT, photos: Object.fromEntries(photos) }));
    this.changed = false;
  }
}

async function read(file: string): Promise<Record<string, PhotoFacts>> {
  try {
    const parsed = indexSchema.safeParse(JSON.parse(new TextDecoder().decode(await readBytes(file))));
    return parsed.success ? parsed.data.photos : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
