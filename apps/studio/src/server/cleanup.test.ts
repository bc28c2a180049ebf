import {
  addPhoto,
  createRun,
  discard,
  EVERYBODY,
  Hold,
  listCheckpoints,
  listPhotos,
  readCheckpoint,
  readRunState,
  restore,
} from '@atelier/db';
import { createStyle, jobOf, useFreshDatabase } from '@atelier/db/test';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { cleanUpDaily } from './cleanup.ts';

const url = useFreshDatabase();

async function query<T extends object>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

const picture = (content: string) => ({
  bytes: Buffer.from(content),
  mime: 'image/png',
  width: 4,
  height: 3,
});

/** A finished run with a published checkpoint, and a photo in the place of deleted things, both of long ago. */
async function longAgo(name: string) {
  const style = await createStyle({ title: name, file: picture(name) });
  const run = await createRun({ styleId: style.id, config: {}, iterations: 10 });
  const hold = (await Hold.take(run.id, await jobOf(run.id), 'host-1'))!;
  await hold.saveState({ iteration: 10, bytes: Buffer.from('state') });
  await hold.saveCheckpoint({ iteration: 10, bytes: Buffer.from(name), config: {} });
  await hold.finish(10);
  const photo = await addPhoto({ file: picture(`photo ${name}`), alt: name });
  await discard('photo', photo.id, null);
  await query(`update "Run" set "endedAt" = now() - interval '400 days' where id = '${run.id}'`);
  await query(`update "Photo" set "deletedAt" = now() - interval '8 days' where id = '${photo.id}'`);
  return { run, style };
}

const photos = async () => (await query<{ n: number }>('select count(*)::int as n from "Photo"'))[0]!.n;
const waiting = () =>
  query<{ id: string; hours: number }>(
    `select id, round(extract(epoch from start_after - created_on) / 3600)::int as hours
     from pgboss.job where name = 'daily' and state = 'created'`,
  );
const UNTIL = { timeout: 60_000 };

test('the queue has old things cleared at once and a day later, by one studio of several, and never a published checkpoint', async () => {
  const first = await longAgo('first');
  const lately = await addPhoto({ file: picture('lately'), alt: 'lately' });
  await discard('photo', lately.id, null);
  await query(`update "Photo" set "deletedAt" = now() - interval '6 days' where id = '${lately.id}'`);
  await cleanUpDaily();
  await vi.waitUntil(async () => (await photos()) === 1, UNTIL);
  await vi.waitUntil(async () => (await readRunState(first.run.id)) === null, UNTIL);
  await vi.waitFor(async () =>
    expect(await waiting()).toEqual([{ id: expect.any(String) as string, hours: 24 }]),
  );

  // A studio that starts again, or another one, finds it scheduled.
  const [next] = await waiting();
  await cleanUpDaily();
  expect(await waiting()).toEqual([next]);

  const second = await longAgo('second');
  await query(`update pgboss.job set start_after = now() where id = '${next!.id}'`); // a day later
  await vi.waitUntil(async () => (await photos()) === 1, UNTIL);
  await vi.waitUntil(async () => (await readRunState(second.run.id)) === null, UNTIL);
  await vi.waitFor(async () =>
    expect(await waiting()).toEqual([{ id: expect.not.stringMatching(next!.id) as string, hours: 24 }]),
  );

  // What was deleted six days ago can still be had back.
  expect(await restore('photo', lately.id, null)).toBe(true);
  expect(await listPhotos(null)).toEqual([lately]);
  for (const [name, { style }] of Object.entries({ first, second })) {
    const [checkpoint] = await listCheckpoints(style.id, EVERYBODY);
    const published = await query(`select "publishedId" from "Style" where id = '${style.id}'`);
    expect(published).toEqual([{ publishedId: checkpoint!.id }]);
    expect(String(await readCheckpoint(checkpoint!.id, null))).toBe(
      String(new Uint8Array(Buffer.from(name))),
    );
  }
});
