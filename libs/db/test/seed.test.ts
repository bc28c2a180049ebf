import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { trainingConfig } from '@atelier/model/config';
import { writeCheckpoint, type Checkpoint } from '@atelier/model/checkpoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seed } from '../../../prisma/seed.ts';
import { db } from '../src/database.ts';
import { getStyle, listPhotos, listStyles, readCheckpoint } from '../src/index.ts';
import { useFreshDatabase } from './database.ts';

useFreshDatabase();

const photos = path.join(import.meta.dirname, '../../../assets/photos');
let assets: string;
let night: string;

beforeAll(async () => {
  assets = await mkdtemp(path.join(tmpdir(), 'atelier-assets-'));
  await cp(photos, path.join(assets, 'photos'), { recursive: true });
  night = await addStyle('night', 'Night');
  await addStyle('wave', 'Wave');
});
afterAll(() => rm(assets, { recursive: true }));

async function addStyle(slug: string, title: string): Promise<string> {
  const folder = path.join(assets, 'styles', slug);
  await mkdir(folder, { recursive: true });
  await cp(path.join(photos, 'held-out/gcompris-kitten.jpg'), path.join(folder, 'style.jpg'));
  const style = {
    slug,
    title,
    artist: 'A painter',
    year: '1889',
    licence: 'public domain',
    source: 'a museum',
  };
  await writeFile(path.join(folder, 'style.json'), JSON.stringify(style));
  return folder;
}

function checkpoint(iteration: number): Uint8Array {
  const metadata: Checkpoint['metadata'] = {
    formatVersion: 1,
    kind: 'weights',
    architecture: { name: 'transformer-net', width: 4 },
    iteration,
    training: trainingConfig({ width: 4 }),
  };
  return writeCheckpoint({ metadata, tensors: new Map() }, { half: true });
}

const counts = async () => [
  await db().style.count(),
  await db().checkpoint.count(),
  await db().photo.count(),
  await db().image.count(),
];

test('styles without checkpoints are there, not trained yet; samples have a text and a credit', async () => {
  expect(await seed(assets)).toEqual({ styles: 2, checkpoints: 0, photos: 10 });
  const styles = await listStyles(null);
  expect(styles.map(({ slug, published }) => [slug, published])).toEqual([
    ['night', null],
    ['wave', null],
  ]);
  expect(styles[0]).toMatchObject({ artist: 'A painter', year: '1889', builtIn: true });
  const samples = await listPhotos(null);
  expect(samples[0]).toMatchObject({
    builtIn: true,
    image: { mime: 'image/jpeg', width: 1600, height: 900 },
  });
  for (const { alt, credit } of samples) {
    expect(alt).not.toBe('');
    expect(credit).toMatch(/Debian: /);
  }
});

test('seeded again nothing is twice, and new checkpoints arrive', async () => {
  const before = await counts();
  await seed(assets);
  expect(await counts()).toEqual(before);
  await writeFile(path.join(night, '5000.safetensors'), checkpoint(5000));
  await writeFile(path.join(night, '10000.safetensors'), checkpoint(10_000));
  await writeFile(path.join(night, '10000.json'), JSON.stringify({ heldOut: { style: 0.25 } }));
  expect(await seed(assets)).toMatchObject({ checkpoints: 2 });
  await Promise.all([seed(assets), seed(assets)]);
  const style = (await getStyle('night', null))!;
  expect(style.checkpoints.map(({ iteration }) => iteration)).toEqual([5000, 10_000]);
  expect(style.published).toMatchObject({
    iteration: 10_000,
    config: { width: 4 },
    heldOut: { style: 0.25 },
  });
  expect(Buffer.from((await readCheckpoint(style.published!.id, null))!)).toEqual(
    Buffer.from(checkpoint(10_000)),
  );
});

test('a damaged file is named', async () => {
  const file = path.join(night, 'style.json');
  await writeFile(file, '{"slug": "night"}');
  await expect(seed(assets)).rejects.toThrow(file);
});
