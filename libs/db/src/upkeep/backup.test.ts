import { randomBytes } from 'node:crypto';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createDatabase, useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { metric } from '../../test/metric.ts';
import { BackupError, backupLines, restoreLines, TABLES } from './backup.ts';
import { db, disconnect, useDatabase } from '../database.ts';
import { sha256 } from '../images.ts';
import {
  addFilm,
  addFilmChunk,
  addFont,
  addPhoto,
  addStylization,
  createRun,
  DamagedError,
  getStyle,
  Hold,
  listMetrics,
  putBuiltInStyle,
  readCheckpoint,
  verifyDatabase,
  setDesiredState,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';

const url = useFreshDatabase();

const state = writeCheckpoint({
  metadata: {
    formatVersion: 1,
    kind: 'state',
    architecture: { name: 'transformer-net', width: 8 },
    iteration: 1,
  },
  tensors: new Map([['weights', { shape: [2], data: Float32Array.of(1, 2) }]]),
});

/** One of everything; bytes of all values, and texts that quoting could spoil. */
async function fill(): Promise<string> {
  const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256));
  const checkpoint = { iteration: 5000, bytes, config: { 'a"b': ['\\', "'", null, '\n', '星'] } };
  await putBuiltInStyle({
    slug: 'wave',
    position: 0,
    title: 'The “Wave”\t\\N',
    file: image('wave'),
    checkpoints: [checkpoint],
  });
  const style = await createStyle({ title: 'Own', file: image('own') });
  const photo = await addPhoto({ file: image('photo'), alt: '' });
  const wave = (await getStyle('wave', null))!;
  await addStylization({
    ...{ photoId: photo.id, checkpointId: wave.published!.id, options: { size: 'full' }, ownerId: null },
    file: image('painting'),
  });
  const run = await createRun({ styleId: style.id, config: { iterations: 20 }, iterations: 20 });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
  const hold = (await Hold.take(run.id, jobId!, 'worker'))!;
  await hold.saveMetric(metric(1), 5);
  await hold.saveState({ iteration: 1, bytes: state });
  return run.id;
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

async function* from(lines: string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

async function count(database: string): Promise<number> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string }>(
      'select (select count(*) from "Image") + (select count(*) from "Run") as n',
    );
    return Number(rows[0]!.n);
  } finally {
    await client.end();
  }
}

test('what is backed up is there again: every row, also while others write', async () => {
  const runId = await fill();
  const lines: string[] = [];
  for await (const line of backupLines(url())) {
    if (lines.length === 1) await addPhoto({ file: image('later'), alt: 'after the backup began' });
    lines.push(line);
  }
  expect(lines.join()).not.toContain('after the backup began');

  const fresh = await createDatabase({ template: true });
  expect(await restoreLines(fresh, from(lines))).toBe(lines.filter((line) => line.startsWith('[')).length);
  const again = await all(backupLines(fresh));
  // But for the run, which nobody works on there.
  const rest = (of: string[]) => of.slice(1).filter((line) => !/"(running|paused)","running"/.test(line));
  expect(rest(lines)).toHaveLength(lines.length - 2);
  expect(rest(again)).toEqual(rest(lines));

  await disconnect();
  useDatabase(fresh);
  const wave = (await getStyle('wave', null))!;
  expect(wave.title).toBe('The “Wave”\t\\N');
  expect(Buffer.from((await readCheckpoint(wave.published!.id, null))!)).toHaveLength(4096);
  expect(await listMetrics(runId)).toEqual([metric(1)]);
  const read = { pictures: 4, checkpoints: 1, states: 1, fonts: 0, words: 0, films: 0 };
  expect(await verifyDatabase()).toEqual({ read, findings: [] });
  // Paused, it goes on from its state.
  expect(await setDesiredState(runId, 'running', null)).toMatchObject({ status: 'queued' });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  const hold = (await Hold.take(runId, jobId!, 'another'))!;
  expect((await hold.read()).state).toMatchObject({ iteration: 1 });
  await expect(restoreLines(fresh, from(lines))).rejects.toThrow('holds something already');
  await disconnect();
  useDatabase(url());
});

test('no table is forgotten: what a backup leaves out is left out knowingly', async () => {
  const leftOut = [
    ...['Session', 'Verification', 'Secret'], // they sign in again
    'Speed', // measured again
    '_prisma_migrations', // at its head
  ];
  const tables = await db().$queryRaw<{ table_name: string }[]>`
    select table_name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`;
  expect(tables.map(({ table_name }) => table_name).sort()).toEqual([...TABLES, ...leftOut].sort());
});

test('a backup that is cut short, changed or of another version restores nothing', async () => {
  const lines = await all(backupLines(url()));
  const fresh = await createDatabase({ template: true });
  const head = JSON.parse(lines[0]!) as { migrations: string[] };
  const other = (change: object) => [JSON.stringify({ ...head, ...change }), ...lines.slice(1)];
  const bad: [string[], RegExp][] = [
    [[], /cut short/],
    [['{"a":1}'], /no backup of Atelier/],
    [['text'], /cut short or damaged/],
    [lines.slice(0, -1), /cut short/],
    [lines.filter((_, i) => i !== 3), /cut short or damaged/],
    [other({ format: 2 }), /newer Atelier/],
    [other({ migrations: [...head.migrations, '9999_later'] }), /newer Atelier/],
    [other({ migrations: head.migrations.slice(0, -1) }), /restore it with the version that made it/],
  ];
  for (const [broken, message] of bad) {
    await expect(restoreLines(fresh, from(broken)), String(message)).rejects.toThrow(message);
    await expect(restoreLines(fresh, from(broken))).rejects.toBeInstanceOf(BackupError);
    expect(await count(fresh)).toBe(0);
  }
  expect(await restoreLines(fresh, from(lines))).toBeGreaterThan(0);
});

test('a damaged checkpoint is named and not given out; a picture of nobody is found', async () => {
  const wave = (await getStyle('wave', null))!;
  // What a disk does, the database itself refuses.
  for (const table of ['Checkpoint', 'Image'])
    await db().$executeRawUnsafe(`alter table "${table}" disable trigger "immutable"`);
  await db()
    .$executeRaw`update "Checkpoint" set bytes = set_byte(bytes, 100, 0) where id = ${wave.published!.id}`;
  await db().$executeRaw`update "Image" set bytes = 'x' where sha256 = ${wave.image.sha256}`;
  const { bytes, ...facts } = image('nobody');
  const hash = sha256(bytes);
  await db().image.create({ data: { ...facts, bytes: new Uint8Array(bytes), sha256: hash } });
  await expect(readCheckpoint(wave.published!.id, null)).rejects.toThrow(DamagedError);
  await expect(readCheckpoint(wave.published!.id, null)).rejects.toThrow('checkpoint wave@5000 is damaged');
  expect((await verifyDatabase()).findings).toEqual([
    { kind: 'damaged', what: `checkpoint wave@5000 (${wave.published!.id})` },
    { kind: 'damaged', what: `picture ${wave.image.sha256} (of the style The “Wave”\t\\N)` },
    { kind: 'orphaned', what: `picture ${hash}` },
  ]);
});

test('a state, a font and a part of a film that are damaged are named, and so is one that the database cannot read', async () => {
  const [{ runId }] = (await db().runState.findMany({ select: { runId: true } })) as [{ runId: string }];
  const changed = state.slice();
  changed[changed.length - 1]! ^= 1;
  await db().runState.update({ where: { runId }, data: { bytes: changed } });
  const font = await addFont({ name: 'own.ttf', bytes: Buffer.from('a font'), ownerId: null });
  await db().font.update({ where: { id: font.id }, data: { bytes: Buffer.from('a fond') } });
  const { id: checkpointId } = await db().checkpoint.findFirstOrThrow({ select: { id: true } });
  const film = (await addFilm({ name: 'a.mp4', checkpointId, options: {}, ownerId: null }))!;
  for (const index of [0, 1]) await addFilmChunk(film.id, 'source', index, Buffer.alloc(9));
  await db().filmChunk.updateMany({ where: { index: 1 }, data: { bytes: Buffer.alloc(8) } });
  const found = async () => (await verifyDatabase()).findings.slice(2, -1);
  const all = [
    {
      kind: 'damaged',
      what: `saved state of the run ${runId} (the tensors or their description are damaged: their SHA-256 is another)`,
    },
    { kind: 'damaged', what: `font own.ttf (${font.id})` },
    { kind: 'damaged', what: `film a.mp4 (${film.id}), source, part 1` },
  ];
  expect(await found()).toEqual(all);

  // Too large for its row, it is kept in pieces: without the first of them the database cannot give it out.
  await db().filmChunk.updateMany({
    where: { index: 1 },
    data: { bytes: randomBytes(20_000), size: 20_000 },
  });
  await db().$executeRaw`create extension pg_surgery`;
  const [{ toast }] = await db().$queryRaw<[{ toast: string }]>`
    select reltoastrelid::regclass::text as toast from pg_class where relname = 'FilmChunk'`;
  await db().$executeRawUnsafe(
    `select heap_force_kill('${toast}'::regclass, array(select ctid from ${toast} where chunk_seq = 0))`,
  );
  const unread = expect.stringMatching(
    /^film a\.mp4 .*, part 1 \(.*chunk number .* for toast value/,
  ) as string;
  expect(await found()).toEqual([...all.slice(0, 2), { kind: 'damaged', what: unread }]);
});
