import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createDatabase } from '../../test/database.ts';
import { migrate } from './postgres.ts';

const root = path.join(import.meta.dirname, '../..');

function prisma(url: string, ...words: string[]) {
  const env = { ...process.env, DATABASE_URL: url };
  return spawnSync(process.execPath, ['tools/prisma.mjs', ...words], { cwd: root, env, encoding: 'utf8' });
}

const schema = '../../prisma/schema.prisma';
const drift = ['migrate', 'diff', '--to-schema', schema, '--exit-code', '--script'];

test('an empty database is brought up to date, and again', async () => {
  const url = await createDatabase({ template: false });
  await migrate(url);
  await migrate(url);
  expect(prisma(url, 'migrate', 'status').stdout).toContain('Database schema is up to date!');
});

test('what the migrations make is what the schema says, and a difference would be seen', async () => {
  const url = await createDatabase({ template: true });
  const same = prisma(url, ...drift, '--from-config-datasource');
  expect([same.status, same.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
  expect(prisma(url, ...drift, '--from-migrations', '../../prisma/migrations').status).toBe(0);

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('alter table "Run" drop column token');
  await client.end();
  const changed = prisma(url, ...drift, '--from-config-datasource');
  expect([changed.status, changed.stdout]).toEqual([
    2,
    expect.stringContaining('ADD COLUMN     "token" INTEGER'),
  ]);
});

/** A database at a migration, in which `rows` are written before the next ones. */
async function migrated(first: string[], rows: string, next: string[]) {
  const client = new pg.Client({ connectionString: await createDatabase({ template: false }) });
  await client.connect();
  onTestFinished(() => client.end());
  const apply = async (name: string) =>
    client.query(await readFile(path.join(root, `../../prisma/migrations/${name}/migration.sql`), 'utf8'));
  for (const name of first) await apply(name);
  await client.query(rows);
  for (const name of next) await apply(name);
  return async (query: string) => (await client.query({ text: query, rowMode: 'array' })).rows as unknown[];
}

test('failed runs and paintings that are there twice survive the second migration', async () => {
  const rows = await migrated(
    ['0001_first'],
    `insert into "Image" values ('hash', 'image/png', 1, 1, '\\x00');
    insert into "Style" (id, slug, title, "imageSha256") values ('s', 's', 'S', 'hash');
    insert into "Run" (id, "styleId", config, iterations, "jobId", failure)
      values ('r', 's', '{}', 1, gen_random_uuid(), 'the disk is full'), ('q', 's', '{}', 1, gen_random_uuid(), null);
    insert into "Photo" (id, sha256, alt) values ('p', 'hash', '');
    insert into "Checkpoint" (id, "styleId", iteration, sha256, bytes, config) values ('c', 's', 1, 'hash', '\\x00', '{}');
    insert into "Stylization" (id, "photoId", "checkpointId", options, sha256)
      values ('1', 'p', 'c', '{"a":1,"b":2}', 'hash'), ('2', 'p', 'c', '{"b":2,"a":1}', 'hash'), ('3', 'p', 'c', '{}', 'hash');`,
    ['0002_reasons'],
  );
  expect(await rows('select failure, "failureDetail" from "Run" order by id')).toEqual([
    [null, null],
    ['unforeseen', 'the disk is full'],
  ]);
  expect(await rows('select id from "Stylization" order by id')).toEqual([['2'], ['3']]);
});

test('the third migration keeps losses under their names', async () => {
  const rows = await migrated(
    ['0001_first', '0002_reasons'],
    `insert into "Image" values ('hash', 'image/png', 1, 1, '\\x00');
    insert into "Style" (id, slug, title, "imageSha256") values ('s', 's', 'S', 'hash');
    insert into "Run" (id, "styleId", config, iterations, "jobId") values ('r', 's', '{}', 1, gen_random_uuid());
    insert into "Metric" values ('r', 10, 1, 2, 3, 4, 5, 15, 0.1, 0.2, 0.3, 0.4, 0.5, 1.5, 0.25, 0.125);
    insert into "Checkpoint" (id, "styleId", iteration, sha256, bytes, config, "heldOut")
      values ('c', 's', 1, 'hash', '\\x00', '{}', '{"total":3,"style":2,"content":1}'),
             ('d', 's', 2, 'hash', '\\x00', '{}', null);`,
    ['0003_losses'],
  );
  expect(await rows('select losses::text, means::text, seconds, waiting from "Metric"')).toEqual([
    [
      '{"content" : 1, "style" : 2, "totalVariation" : 3, "palette" : 4, "range" : 5, "total" : 15}',
      '{"content" : 0.1, "style" : 0.2, "totalVariation" : 0.3, "palette" : 0.4, "range" : 0.5, "total" : 1.5}',
      0.25,
      0.125,
    ],
  ]);
  expect(await rows('select "heldOut"::text from "Checkpoint" order by id')).toEqual([
    ['{"content":1,"style":2,"total":3}'],
    [null],
  ]);
});

test('the fifth migration: paintings say how broad their strokes are, or how small they were painted', async () => {
  const rows = await migrated(
    ['0001_first', '0002_reasons', '0003_losses', '0004_identity'],
    `insert into "Image" values ('hash', 'image/png', 1, 1, '\\x00');
    insert into "Style" (id, slug, title, "imageSha256", "builtIn") values ('s', 's', 'S', 'hash', true);
    insert into "Photo" (id, sha256, alt) values ('p', 'hash', '');
    insert into "Checkpoint" (id, "styleId", iteration, sha256, bytes, config) values ('c', 's', 1, 'hash', '\\x00', '{}');
    insert into "Stylization" (id, "photoId", "checkpointId", options, sha256)
      values ('1', 'p', 'c', '{"size":"640","preview":true}', 'hash'), ('2', 'p', 'c', '{"size":"full","preview":false}', 'hash'),
             ('3', 'p', 'c', '{"size":"480","preview":false}', 'hash'), ('4', 'p', 'c', '{"size":"1600","preview":false}', 'hash');`,
    ['0005_strokes'],
  );
  expect(await rows('select options from "Stylization" order by id')).toEqual([
    [{ strokes: 'medium', preview: true }],
    [{ strokes: 'full', preview: false }],
    [{ pixels: 480, preview: false }],
    [{ pixels: 1600, preview: false }],
  ]);
});

test('the fourth migration: users’ slugs are set apart, runs pin their style picture, bytes do not change any more', async () => {
  const rows = await migrated(
    ['0001_first', '0002_reasons', '0003_losses'],
    `insert into "Image" values ('one', 'image/png', 1, 1, '\\x01'), ('two', 'image/png', 1, 1, '\\x02');
    insert into "Style" (id, slug, title, "imageSha256", "builtIn")
      values ('s', 'wave', 'Wave', 'one', true), ('t', 'star-星', 'Star', 'two', false);
    insert into "Run" (id, "styleId", config, iterations, "jobId", iteration, status)
      values ('r', 's', '{}', 9, gen_random_uuid(), 5, 'paused'), ('q', 't', '{}', 9, gen_random_uuid(), 9, 'finished');
    insert into "Checkpoint" (id, "styleId", "runId", iteration, sha256, bytes, config) values ('c', 't', 'q', 9, 'hash', '\\x00', '{}');
    insert into "Photo" (id, sha256, alt) values ('p', 'two', '');
    insert into "Stylization" (id, "photoId", "checkpointId", options, sha256) values ('1', 'p', 'c', '{}', 'one');`,
    ['0004_identity'],
  );
  expect(await rows('select id, slug from "Style" order by id')).toEqual([['s', 'wave'], ['t', '~star-星']]); // prettier-ignore
  expect(await rows('select id, "styleSha256", status, iteration from "Run" order by id')).toEqual([
    ['q', 'two', 'finished', 9],
    ['r', 'one', 'paused', 5],
  ]);
  expect(await rows('select id, "retiredAt" from "Checkpoint"')).toEqual([['c', null]]);
  expect(await rows('select id from "Stylization"')).toEqual([['1']]);
  await rows('update "Checkpoint" set iteration = 9');
  for (const change of [
    `update "Checkpoint" set bytes = '\\x01'`,
    `update "Checkpoint" set sha256 = 'other'`,
    `update "Image" set bytes = '\\x03' where sha256 = 'one'`,
  ])
    await expect(rows(change)).rejects.toThrow('does not change');
  await expect(rows(`update "Style" set slug = 'star' where id = 't'`)).rejects.toThrow(
    'Style_slug_namespace',
  );
});

test('no shadow database is left behind', async () => {
  const client = new pg.Client({ connectionString: inject('template') });
  await client.connect();
  const { rows } = await client.query("select datname from pg_database where datname like '%shadow%'");
  await client.end();
  expect(rows).toEqual([]);
});

test('a database that is not there, or no server, is said in words', async () => {
  const url = new URL(inject('template'));
  url.port = '1';
  await expect(migrate(url.href)).rejects.toThrow(/Can't reach database server at .127.0.0.1:1/);
});
