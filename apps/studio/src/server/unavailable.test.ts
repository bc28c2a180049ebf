/** What the studio says while its database does not answer, or has no space left. */
import { disconnect, useDatabase } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import pg from 'pg';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { GET as getImage } from '@/app/images/[hash]/route.ts';
import { POST as postFilm } from '@/app/api/films/route.ts';
import { POST as postPicture } from '@/app/api/pictures/route.ts';
import { GET as getProcedure } from '@/app/api/trpc/[trpc]/route.ts';
import { UNAVAILABLE } from '../contracts/unavailable.ts';

const url = useFreshDatabase();
const NOWHERE = 'postgresql://nobody@127.0.0.1:1/nothing';

const headers = { host: 'localhost:3000' };
const request = (at: string, body?: Buffer) =>
  new Request(`http://localhost:3000${at}`, {
    headers,
    ...(body && { method: 'POST', body: new Uint8Array(body) }),
  });
const photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a52' } })
  .jpeg()
  .toBuffer();

/** The answers of what is looked at, asked for and sent. */
const answers = (id: string) =>
  Promise.all([
    getProcedure(request(`/api/trpc/runs.view?input=${encodeURIComponent(`{"json":{"id":"${id}"}}`)}`), {}),
    getImage(request('/images/x'), { params: Promise.resolve({ hash: 'a'.repeat(64) }) }),
    postPicture(request('/api/pictures?alt=photo', photo), {}),
    postFilm(request('/api/films?name=a.mp4&checkpoint=none&strokes=full', photo), {}),
  ]);

test('a database that does not answer: one moment, of every kind of request; then it is as it was', async () => {
  await disconnect();
  useDatabase(NOWHERE);
  for (const answer of await answers('none')) {
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain(UNAVAILABLE.away);
  }
  await disconnect();
  useDatabase(url());
  expect((await answers('none')).map(({ status }) => status)).toEqual([404, 404, 200, 404]);
});

test('a connection that is ended in the middle is one moment too', async () => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  const asked = getProcedure(request('/api/trpc/styles.list'), {}).then(({ status }) => status);
  expect(await asked).toBe(200);
  await client.query('begin; lock table "Style"');
  const waiting = getProcedure(request('/api/trpc/styles.list'), {});
  const ended = `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'`;
  for (let count = 0; count === 0;) count = (await client.query<{ ended: number }>(ended)).rows[0]!.ended;
  const answer = await waiting;
  await client.end();
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining(UNAVAILABLE.away)]);
});

test('a full disk of the database: no space left, and nothing is kept', async () => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  await client.query(`
    create function full_disk() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
    end $$;
    create trigger full_disk before insert on "Image" for each row execute function full_disk()`);
  await client.end();
  const other = await sharp(photo).negate().jpeg().toBuffer();
  const answer = await postPicture(request('/api/pictures?alt=photo', other), {});
  expect([answer.status, await answer.json()]).toEqual([
    507,
    { reason: { kind: 'noSpace' }, detail: UNAVAILABLE.noSpace },
  ]);
});
