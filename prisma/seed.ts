/**
 * Fills the database with what comes with Atelier: the styles under assets/styles with the checkpoints trained for
 * them, and the sample photos. Safe to repeat, also while the studio runs.
 *
 *     DATABASE_URL=postgresql://… node --import tsx prisma/seed.ts
 */
import '../tools/no-telemetry.mjs';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  addPhoto,
  disconnect,
  putBuiltInStyle,
  sha256,
  type BuiltInRun,
  type CheckpointFile,
  type ImageFile,
} from '@atelier/db';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { savedTrainingConfigSchema } from '@atelier/model/config';
import sharp from 'sharp';
import { z } from 'zod';

const styleSchema = z.object({
  slug: z.string().min(1),
  title: z.string().min(1),
  artist: z.string(),
  year: z.coerce.string(),
  licence: z.string(),
  source: z.string(),
  trainedBy: z.string().default('Atelier'),
  suitedSize: z.number().int().optional(),
  training: z
    .object({
      config: savedTrainingConfigSchema,
      startFrom: z.object({ name: z.string() }).optional(),
      styleSha256: z.string(),
      lossNetworkSha256: z.string(),
      photos: z.array(z.object({ count: z.number().int() })),
      engine: z.string(),
      device: z.string(),
      durationSeconds: z.number(),
      history: z.object({ iteration: z.array(z.number()) }).catchall(z.array(z.number())),
    })
    .optional(),
});
/** What stands beside a checkpoint: the losses on held-out photos, where they were measured, and its file's SHA-256. */
const besideSchema = z.object({
  heldOut: z.record(z.string(), z.number()).optional(),
  sha256: z.string().optional(),
});
const samplesSchema = z.array(z.object({ file: z.string(), alt: z.string() }));

/** Loads everything under `assets`. Throws, naming the file, if one is damaged. */
export async function seed(assets: string): Promise<{ styles: number; checkpoints: number; photos: number }> {
  const styles = await seedStyles(path.join(assets, 'styles'));
  return { ...styles, photos: await seedPhotos(path.join(assets, 'photos')) };
}

async function seedStyles(folder: string): Promise<{ styles: number; checkpoints: number }> {
  const entries = await readdir(folder, { withFileTypes: true });
  const slugs = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  let count = 0;
  for (const [position, slug] of slugs.sort().entries()) {
    const here = path.join(folder, slug);
    const { training, ...style } = await readJson(path.join(here, 'style.json'), styleSchema);
    if (style.slug !== slug)
      throw new Error(`${here}/style.json: the slug is ${style.slug}, the folder's name ${slug}`);
    const checkpoints = await readCheckpoints(here);
    await putBuiltInStyle({
      ...style,
      position,
      file: await readJpeg(path.join(here, 'style.jpg')),
      checkpoints,
      run: training && asRun(training),
    });
    count += checkpoints.length;
  }
  return { styles: slugs.length, checkpoints: count };
}

/** The training of a built-in style, as its record tells. */
function asRun(training: NonNullable<z.infer<typeof styleSchema>['training']>): BuiltInRun {
  const { config, startFrom, photos, durationSeconds, history, ...rest } = training;
  const { iteration, ...terms } = history;
  return {
    ...rest,
    config: { ...config, startFrom: startFrom?.name ?? config.startFrom },
    iterations: config.iterations,
    photoCount: photos.reduce((sum, { count }) => sum + count, 0),
    seconds: durationSeconds,
    losses: iteration.map((each, k) => ({
      iteration: each,
      losses: Object.fromEntries(Object.entries(terms).map(([name, values]) => [name, values[k]!])),
    })),
  };
}

async function readCheckpoints(folder: string): Promise<CheckpointFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const bytes = await readFile(file);
      const { metadata } = readCheckpoint(bytes);
      const { iteration, training: config } = metadata;
      if (!config) throw new Error(`${file}: its metadata says nothing of the training`);
      const beside = file.replace(/\.safetensors$/, '.json');
      const noted = existsSync(beside) ? await readJson(beside, besideSchema) : undefined;
      if (noted?.sha256 !== undefined && noted.sha256 !== sha256(bytes))
        throw new Error(`${file} is damaged: its SHA-256 is another than ${beside} says`);
      return { iteration, bytes, config, heldOut: noted?.heldOut };
    }),
  );
}

/** The samples, in the order of samples.json. Returns how many. */
async function seedPhotos(folder: string): Promise<number> {
  const samples = await readJson(path.join(folder, 'samples.json'), samplesSchema);
  const [, ...rows] = (await readFile(path.join(folder, 'CREDITS.tsv'), 'utf8')).trim().split('\n');
  const credits = new Map(
    rows.map((row) => {
      const [file, debianPackage, , licence] = row.split('\t');
      return [file, `${licence?.replace(' (package copyright file)', '')} (Debian: ${debianPackage})`];
    }),
  );
  for (const { file, alt } of samples)
    await addPhoto({
      file: await readJpeg(path.join(folder, 'held-out', file)),
      alt,
      credit: credits.get(file),
      builtIn: true,
    });
  return samples.length;
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function readJpeg(file: string): Promise<ImageFile> {
  const bytes = await readFile(file);
  const { autoOrient, format } = await sharp(bytes).metadata();
  if (format !== 'jpeg') throw new Error(`${file} is not a JPEG but ${format}`);
  return { bytes, mime: 'image/jpeg', width: autoOrient.width, height: autoOrient.height };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { styles, checkpoints, photos } = await seed(path.join(import.meta.dirname, '../assets'));
    console.log(`${styles} styles with ${checkpoints} checkpoints, ${photos} sample photos`);
  } finally {
    await disconnect();
  }
}
