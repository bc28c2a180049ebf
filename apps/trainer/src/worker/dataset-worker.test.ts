import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DatasetWork,
  fetchDataset,
  forgetDataset,
  listDatasets,
  readPreview,
  resumeDataset,
  stopDataset,
} from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { datasetOrderSchema } from '@atelier/model/dataset-order';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { photo, ranges, serve, zipped } from '../../test/photo-server.ts';
import { startDatasetWorker } from './dataset-worker.ts';
import { photoFolder, tellDatasets } from './photo-folders.ts';
import type { Worker } from './queue-worker.ts';

const data = vi.hoisted(() => {
  const folder = `/tmp/atelier-test-datasets-${process.pid}`;
  process.env.ATELIER_DATA = folder;
  process.env.ATELIER_PHOTO_FOLDERS = `mine=${folder}/mine:gone=${folder}/none`;
  return folder;
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const url = useFreshDatabase();
const PATIENCE = { timeout: 120_000, interval: 50 };

let zip: Buffer = Buffer.alloc(0);
beforeAll(async () => {
  const photos: Record<string, Buffer> = {};
  for (let k = 0; k < 8; k++) photos[`train/${k}.jpg`] = await photo(k);
  photos['train/text.jpg'] = Buffer.from('no picture');
  zip = await zipped(photos);
});

let worker: Worker | undefined;
const said: string[] = [];
const start = async () => void (worker = await startDatasetWorker((line) => said.push(line)));
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

const now = async (name: string) => (await listDatasets()).find((each) => each.name === name)!;
const until = (name: string, status: string) =>
  vi.waitUntil(async () => (await now(name)).status === status, PATIENCE);
const order = (source: string) => datasetOrderSchema.parse({ source, side: 64 });

async function sql<Row extends object>(statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  const { rows } = await client.query<Row>(statement);
  await client.end();
  return rows;
}

test('photos are fetched as a job of the queue; stopped, what has come is kept, and it goes on from there', async () => {
  // The photos in the latter half hang.
  const directory = zip.indexOf('PK\x01\x02');
  const server = await serve('photos.zip', (request, response, served) => {
    const from = Number(/\d+/.exec(request.headers.range!)![0]);
    if (from < directory / 2 || from >= directory) ranges(zip)(request, response, served);
  });
  expect(await fetchDataset('waves', order(server.url))).toBe(true);
  expect(await fetchDataset('waves', order(server.url))).toBeNull();
  expect(await now('waves')).toMatchObject({ kind: 'fetched', status: 'queued', photos: 0, seenAt: null });
  await start();
  await vi.waitUntil(async () => (await now('waves')).photos > 0, PATIENCE);
  expect(await stopDataset('waves')).toBe(true);
  await vi.waitUntil(() => said.some((line) => /waves: .* was stopped/.test(line)), PATIENCE);
  const folder = join(data, 'datasets', 'waves');
  const [stopped, came] = [await now('waves'), readdirSync(folder)];
  expect(stopped).toMatchObject({ status: 'stopped', photos: came.length });
  expect(came.length).toBeLessThan(8);
  expect(await stopDataset('waves')).toBeNull();

  server.answer = ranges(zip);
  expect(await resumeDataset('waves')).toBe(true);
  await until('waves', 'there');
  expect(await now('waves')).toMatchObject({ photos: 8, passedOver: 1, failure: null });
  expect(readdirSync(folder)).toHaveLength(8);
  // Six squares of 144 pixels, 6 apart.
  expect(await sharp((await readPreview('waves'))!).metadata()).toMatchObject({ format: 'webp', width: 894, height: 144 }); // prettier-ignore
  expect(photoFolder('waves')).toBe(folder);
});

test('what cannot be fetched says why, and is let go of; photos that are there are not', async () => {
  const missing = await serve('photos.zip', (_, response) => response.writeHead(404).end());
  await fetchDataset('missing', order(missing.url));
  await start();
  await until('missing', 'failed');
  await tellDatasets(() => undefined); // as a worker does that is started again
  expect(await now('missing')).toMatchObject({
    failure: expect.stringContaining('answers 404') as string,
    failureWhy: [{ kind: 'answers', file: missing.url, status: 404 }],
  });
  expect(await forgetDataset('missing')).toBe(true);
  expect(await now('missing')).toBeUndefined();
  expect(await forgetDataset('waves')).toBeNull();
});

test('a worker that stops gives the fetching back', async () => {
  const server = await serve('photos.zip', () => undefined);
  await fetchDataset('slow', order(server.url));
  await start();
  await vi.waitUntil(() => server.requests > 0, PATIENCE);
  await worker!.stop();
  worker = undefined;
  expect((await now('slow')).status).toBe('fetching');
  server.answer = ranges(zip);
  await start();
  await until('slow', 'there');
});

test('a worker lets go of photos whose fetching was given to another', async () => {
  const server = await serve('photos.zip', () => undefined);
  await fetchDataset('given-away', order(server.url));
  await start();
  await vi.waitUntil(() => server.requests > 0, PATIENCE);
  const [row] = await sql<{ jobId: string }>(`select "jobId" from "Dataset" where name = 'given-away'`);
  const { work } = (await DatasetWork.take('given-away', row!.jobId, 'elsewhere'))!;
  await vi.waitUntil(
    () => said.some((line) => /given-away: .* given to another worker/.test(line)),
    PATIENCE,
  );
  expect(await now('given-away')).toMatchObject({ status: 'fetching', host: 'elsewhere' });
  await work.fail('enough', { photos: 0, licences: [], preview: null });
  expect(await forgetDataset('given-away')).toBe(true);
});

test('a fetching waits, and says so, until a full disk has room: that is no vain attempt', async () => {
  await sql(`
    create function full_disk() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
    end $$;
    create trigger full_disk before update on "Dataset" for each row when (new.status = 'there')
      execute function full_disk()`);
  const server = await serve('photos.zip', ranges(zip));
  await fetchDataset('patient', order(server.url));
  await sql(`update "Dataset" set attempts = 3 where name = 'patient'`); // of the 4 that there are
  await start();
  await until('patient', 'waiting');
  await sql('drop function full_disk cascade');
  await until('patient', 'there');
  expect(await now('patient')).toMatchObject({ photos: 8, failure: null });
  await forgetDataset('patient');
  rmSync(join(data, 'datasets', 'patient'), { recursive: true });
});

test('a worker tells which photos its machine has, and which are gone', async () => {
  mkdirSync(join(data, 'mine'), { recursive: true });
  for (let k = 0; k < 3; k++) writeFileSync(join(data, 'mine', `${k}.jpg`), await photo(k));
  mkdirSync(join(data, 'datasets', 'by-hand'), { recursive: true });
  writeFileSync(join(data, 'datasets', 'by-hand', '1.jpg'), await photo(1));
  writeFileSync(
    join(data, 'datasets', 'by-hand', 'CREDITS.tsv'),
    'file\tlicence\tsource\n1.jpg\tAttribution License\thttps://example.org/1\n',
  );
  await tellDatasets(() => undefined);
  const [first, ...others] = await listDatasets();
  expect(first).toMatchObject({ name: 'built-in', kind: 'builtIn', status: 'there' });
  expect(first!.photos).toBeGreaterThan(100);
  expect(first!.licences.reduce((sum, { photos }) => sum + photos, 0)).toBe(first!.photos);
  expect(others.map(({ name, kind, photos }) => [name, kind, photos])).toEqual([
    ['gone', 'folder', 0],
    ['mine', 'folder', 3],
    ['by-hand', 'fetched', 1],
    ['slow', 'fetched', 8],
    ['waves', 'fetched', 8],
  ]);
  expect((await now('by-hand')).licences).toEqual([{ licence: 'Attribution License', photos: 1 }]);
  rmSync(join(data, 'datasets', 'by-hand'), { recursive: true });
  await tellDatasets(() => undefined);
  expect(await now('by-hand')).toBeUndefined();
});

test('a run names a folder of photos, not a way out of it', () => {
  expect(existsSync(join(data, 'datasets/waves/../waves'))).toBe(true);
  for (const name of ['../datasets/waves', 'waves/../waves', '..', '.', 'none', '/etc'])
    expect(() => photoFolder(name)).toThrow(`this worker knows no photo folder "${name}"`);
});
