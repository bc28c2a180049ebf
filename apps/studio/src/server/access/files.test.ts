import { addressesOf, app, ask, call, type Handler, typeOf } from '../../../test/access/requests.ts';
import path from 'node:path';
import { addPhoto, addStylization } from '@atelier/db';
import { expect, test } from 'vitest';
import { GET as getCheckpointFile } from '@/app/api/checkpoints/[id]/route.ts';
import { POST as postFilm } from '@/app/api/films/route.ts';
import { GET as getFilm } from '@/app/api/films/[id]/route.ts';
import { GET as getPoster } from '@/app/api/films/[id]/poster/route.ts';
import { POST as postPicture } from '@/app/api/pictures/route.ts';
import { GET as getWord } from '@/app/api/letters/route.ts';
import { GET as getKeptWord } from '@/app/api/letters/words/[id]/route.ts';
import { GET as getZip } from '@/app/api/zip/route.ts';
import { GET as getImage } from '@/app/images/[hash]/route.ts';
import { attempts } from '../../../test/access/attempts.ts';
import { usePeople } from '../../../test/access/people.ts';
import { jpeg, useWorld } from '../../../test/access/world.ts';

const people = usePeople();
const { cookies, query } = people;
const world = useWorld(people);

test('somebody else gets no picture, no weights and no painted file', async () => {
  const image = (hash: string, cookie: string, query = '', headers = {}) =>
    ask(getImage as Handler, `/images/${hash}${query}`, { cookie, headers, params: { hash } });
  for (const hash of world().hashes) {
    const hers = await image(hash, cookies.adas);
    expect([hers.status, hers.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    const etag = { 'if-none-match': hers.headers.get('etag')! };
    expect((await image(hash, cookies.adas, '', etag)).status).toBe(304);
    expect((await image(hash, cookies.adas, '?w=320')).status).toBe(200); // and is kept for the next
    for (const answer of [
      image(hash, cookies.graces),
      image(hash, cookies.graces, '?w=320'),
      image(hash, cookies.graces, '', etag),
    ])
      expect((await answer).status).toBe(404);
  }
  const { checkpointId, photoId } = world();
  const weights = (cookie: string) =>
    ask(getCheckpointFile as unknown as Handler, `/api/checkpoints/${checkpointId}`, {
      cookie,
      params: { id: checkpointId },
    });
  expect([(await weights(cookies.adas)).status, (await weights(cookies.graces)).status]).toEqual([200, 404]);
  const film = (handler: unknown, cookie: string, headers = {}) =>
    ask(handler as Handler, '/api/films/x', { cookie, headers, params: { id: world().filmId } });
  expect(await (await film(getFilm, cookies.adas)).text()).toBe('painted');
  const part = await film(getFilm, cookies.adas, { range: 'bytes=3-4' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 3-4/7',
    'nt',
  ]);
  expect((await film(getFilm, cookies.adas, { range: 'bytes=7-' })).status).toBe(416);
  expect((await film(getPoster, cookies.adas)).headers.get('content-type')).toBe('image/jpeg');
  for (const handler of [getFilm, getPoster]) expect((await film(handler, cookies.graces)).status).toBe(404);
  const theirs = await ask(postFilm, `/api/films?name=a.mp4&checkpoint=${checkpointId}`, {
    body: Buffer.from('a film'),
    cookie: cookies.graces,
  });
  expect(theirs.status).toBe(404);
  const word = await ask(getWord, `/api/letters?text=word&checkpoint=${checkpointId}`, {
    cookie: cookies.graces,
  });
  expect(word.status).toBe(404);
  const { wordId, fontId } = world();
  const kept = (cookie: string) =>
    ask(getKeptWord as unknown as Handler, `/api/letters/words/${wordId}`, {
      cookie,
      params: { id: wordId },
    });
  expect([(await kept(cookies.adas)).status, (await kept(cookies.graces)).status]).toEqual([200, 404]);
  const written = `/api/letters?text=word&way=texture&font=${fontId}`;
  expect((await ask(getWord, written, { cookie: cookies.graces })).status).toBe(404);
  const zip = await ask(getZip, `/api/zip?photos=${photoId}&checkpoints=${checkpointId}`, {
    cookie: cookies.graces,
  });
  expect([zip.status, await zip.text()]).toEqual([409, expect.stringContaining('not all of these')]);
});

/** The sum of every table of the studio's, and of its jobs. */
async function sums(): Promise<Record<string, string | undefined>[]> {
  const tables = await query(
    `select string_agg(format(
       'select %L as name, md5(string_agg(t::text, %L order by t::text)) as sum from %I.%I t',
       table_name, '', table_schema, table_name
     ), ' union all ') as sums
     from information_schema.tables
     where table_type = 'BASE TABLE' and (table_schema = 'public' or table_name = 'job')`,
  );
  return query(tables[0]!.sums!);
}

test('by GET nothing changes, even for whoever may change it', async () => {
  const { photoId, checkpointId, hashes, wave } = world();
  // Painted for somebody else: it was made Ada's when she asked for it.
  const sample = await addPhoto({ file: await jpeg('#abcdef'), alt: 'Sample', builtIn: true });
  await addStylization({
    ...{ photoId: sample.id, checkpointId: wave.checkpointId, ownerId: null },
    options: { strokes: 'full', preview: false },
    file: await jpeg('#333333'),
  });
  const before = await sums();
  expect(before.filter(({ sum }) => sum).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Photo', 'Stylization', 'job']),
  );
  for (const [name, inputs] of Object.entries(attempts(world())))
    for (const input of inputs) {
      const { status, text } = await call(name, input, cookies.adas, 'GET');
      const refused = status === 405 || text.includes('METHOD_NOT_SUPPORTED');
      expect([name, text, refused]).toEqual([name, text, typeOf(name) === 'mutation']);
      expect([name, await sums()]).toEqual([name, before]);
    }
  const asked: Record<string, string> = {
    '/api/checkpoints/[id]': '',
    '/api/datasets/[name]/preview': '',
    '/api/films/[id]': '',
    '/api/films/[id]/poster': '',
    '/api/health': '',
    '/api/letters': `?text=word&checkpoint=${checkpointId}`,
    '/api/letters/words/[id]': '',
    '/api/ready': '',
    '/api/zip': `?photos=${sample.id},${photoId}&checkpoints=${wave.checkpointId}`,
    '/images/[hash]': '?w=320',
  };
  for (const { file, at } of addressesOf('route.ts')) {
    const { GET } = (await import(path.join(app, file))) as { GET?: Handler };
    if (!GET || at === '/api/trpc/[trpc]') continue;
    expect(Object.keys(asked)).toContain(at);
    const params = { id: checkpointId, hash: hashes[0]!, name: 'built-in' };
    const answer = await ask(GET, `${at}${asked[at]}`, { cookie: cookies.adas, params });
    await answer.arrayBuffer();
    expect([at, await sums()]).toEqual([at, before]);
  }
});

test('somebody else has the same photo by having the same file, and keeps it', async () => {
  const { bytes } = await jpeg('#123456');
  const answer = await ask(postPicture, '/api/pictures?alt=mine', {
    body: bytes,
    cookie: cookies.graces,
  });
  const { id, image } = (await answer.json()) as { id: string; image: { sha256: string } };
  expect([image.sha256, id === world().photoId]).toEqual([world().hashes[0], false]);
  const got = await ask(getImage as Handler, `/images/${image.sha256}`, {
    cookie: cookies.graces,
    params: { hash: image.sha256 },
  });
  expect(got.status).toBe(200);
});
