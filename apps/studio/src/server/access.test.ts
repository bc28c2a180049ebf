import { readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import {
  addPhoto,
  addFont,
  addStylization,
  createStyle,
  discard,
  FilmWork,
  getStyle,
  Hold,
  invite,
  keepWord,
  listCheckpoints,
  putBuiltInStyle,
  setUpCode,
} from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { trainingConfig } from '@atelier/model/config';
import { NextRequest } from 'next/server';
import pg from 'pg';
import sharp from 'sharp';
import { beforeAll, describe, expect, test, vi } from 'vitest';

vi.hoisted(() => (process.env.ATELIER_ACCOUNTS = 'on'));

import { POST as postJoin } from '@/app/api/account/join/route.ts';
import { POST as postPassword } from '@/app/api/account/password/route.ts';
import { POST as postSignIn } from '@/app/api/account/sign-in/route.ts';
import { POST as postSignOut } from '@/app/api/account/sign-out/route.ts';
import { GET as getCheckpointFile } from '@/app/api/checkpoints/[id]/route.ts';
import { POST as postFilm } from '@/app/api/films/route.ts';
import { GET as getFilm } from '@/app/api/films/[id]/route.ts';
import { GET as getPoster } from '@/app/api/films/[id]/poster/route.ts';
import { POST as postPicture } from '@/app/api/pictures/route.ts';
import { GET as getTrpc, POST as postTrpc } from '@/app/api/trpc/[trpc]/route.ts';
import { GET as getWord } from '@/app/api/letters/route.ts';
import { GET as getKeptWord } from '@/app/api/letters/words/[id]/route.ts';
import { GET as getZip } from '@/app/api/zip/route.ts';
import { GET as getImage } from '@/app/images/[hash]/route.ts';
import { config as proxyConfig, proxy } from '@/proxy.ts';
import { refusal } from './host.ts';
import { appRouter } from './router.ts';

const url = useFreshDatabase();

const app = path.join(import.meta.dirname, '../app');
const address = 'http://localhost:3000';
/** What answers without a session; everything else must not. */
const OPEN = {
  routes: ['/api/account/join', '/api/account/sign-in', '/api/health', '/api/ready'],
  pages: ['/join', '/sign-in'],
};
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** The addresses of all files of this name, their groups left out. */
const addressesOf = (name: string) =>
  readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === name)
    .map((file) => ({
      file,
      at: `/${path.dirname(file)}`.replace(/\/\([^)]*\)/g, '').replace(/\/\.$/, '') || '/',
    }));

interface Procedure {
  _def: { type: 'query' | 'mutation' | 'subscription' };
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(
  ([name, { _def }]) => ({ name, type: _def.type }),
);

const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'analytical engine' };
const grace = { name: 'Grace Hopper', email: 'grace@example.org', password: 'compiler of 1952' };

interface Asked {
  method?: string;
  cookie?: string;
  body?: object | Buffer;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  signal?: AbortSignal;
}

function ask(
  handler: Handler,
  at: string,
  { method, cookie, body, headers, params = {}, signal }: Asked = {},
) {
  const sent = body instanceof Buffer ? new Uint8Array(body) : body && JSON.stringify(body);
  const request = new Request(`${address}${at}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: { host: 'localhost:3000', ...(cookie && { cookie }), ...headers },
    body: sent ?? null,
    signal: signal ?? null,
  });
  return handler(request, { params: Promise.resolve(params) });
}

const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');

/** The mutation that is answered by a stream. */
const ORDER = 'paintings.order';

/** Asks for a procedure as a page does; a stream is left after its first words that tell of something. */
async function call(
  name: string,
  input: unknown,
  cookie?: string,
  by: 'GET' | 'POST' = procedures.find((each) => each.name === name)!.type === 'mutation' ? 'POST' : 'GET',
): Promise<{ status: number; text: string }> {
  const leave = new AbortController();
  const streams: Record<string, string> = name === ORDER ? { 'trpc-accept': 'application/jsonl' } : {};
  const headers = { 'content-type': 'application/json', ...streams };
  const as = { params: { trpc: name }, ...(cookie && { cookie }), signal: leave.signal, headers };
  const batch = name === ORDER ? '?batch=1' : '?';
  const json = name === ORDER ? { 0: { json: input } } : { json: input };
  const answer =
    by === 'POST'
      ? await ask(postTrpc, `/api/trpc/${name}${batch}`, { ...as, body: json })
      : await ask(getTrpc, `/api/trpc/${name}${batch}&input=${encodeURIComponent(JSON.stringify(json))}`, as);
  if (!answer.headers.get('content-type')?.includes('event-stream') && name !== ORDER)
    return { status: answer.status, text: await answer.text() };
  let text = '';
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    if (/"runs"|"run"|"deleted"|"failed"/.test(text)) break;
  }
  leave.abort();
  await reader.cancel().catch(() => undefined);
  return { status: answer.status, text };
}

let [adas, graces] = ['', ''];

beforeAll(async () => {
  adas = cookieOf(await ask(postJoin, '/api/account/join', { body: { ...ada, code: await setUpCode() } }));
  graces = cookieOf(await ask(postJoin, '/api/account/join', { body: { ...grace, code: await invite() } }));
});

describe('without a session', () => {
  test('every route refuses, but for those that are there for everybody', async () => {
    const open: string[] = [];
    for (const { file, at } of addressesOf('route.ts')) {
      const module = (await import(path.join(app, file))) as Record<string, Handler | undefined>;
      for (const method of METHODS) {
        const handler = module[method];
        if (!handler) continue;
        const params = { id: 'x', hash: 'a'.repeat(64), trpc: 'photos.list' };
        const body = method === 'GET' || method === 'HEAD' ? {} : { body: {} };
        const { status } = await ask(handler, at, { method, params, ...body });
        if (status !== 401) open.push(at);
      }
    }
    expect(open.sort()).toEqual(OPEN.routes);
  });

  test('every procedure refuses, by its address and by itself', async () => {
    const nobody = appRouter.createCaller({ viewer: undefined }) as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<unknown>>
    >;
    expect(procedures.length).toBeGreaterThan(15);
    for (const { name } of procedures) {
      expect([name, (await call(name, {})).status]).toEqual([name, 401]);
      const [room = '', procedure = ''] = name.split('.');
      const refused = await nobody[room]![procedure]!({}).catch((error: unknown) => error);
      expect([name, refused]).toMatchObject([name, { code: 'UNAUTHORIZED' }]);
    }
  });

  test('every page leads to the one to sign in, and back', async () => {
    const [matcher] = proxyConfig.matcher;
    const open: string[] = [];
    for (const { at } of addressesOf('page.tsx')) {
      const page = at.replace(/\[\w+\]/g, 'x');
      expect(page).toMatch(new RegExp(`^${matcher}$`));
      const answer = await proxy(
        new NextRequest(`${address}${page}`, { headers: { host: 'localhost:3000' } }),
      );
      const location = answer.headers.get('location');
      if (answer.status !== 307 || !location) open.push(page);
      else {
        const { pathname, searchParams } = new URL(location);
        expect([pathname, searchParams.get('to') ?? '/']).toEqual(['/sign-in', page]);
      }
    }
    expect(open.sort()).toEqual(OPEN.pages);
  });

  test('a cookie of somebody’s making is none', async () => {
    const [name] = adas.split('=');
    for (const cookie of [
      `${name}=x`,
      `${name}=${'a'.repeat(32)}.${'b'.repeat(44)}`,
      `${adas.slice(0, -3)}abc`,
    ])
      expect((await call('photos.list', undefined, cookie)).status).toBe(401);
    expect((await call('photos.list', undefined, adas)).status).toBe(200);
  });
});

/** What Ada has. */
interface World {
  photoId: string;
  deletedPhotoId: string;
  styleId: string;
  slug: string;
  runId: string;
  checkpointId: string;
  paintingId: string;
  filmId: string;
  wordId: string;
  fontId: string;
  hashes: string[];
}

async function jpeg(background: string) {
  const [width, height] = [60, 40];
  const bytes = await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return { bytes, mime: 'image/jpeg', width, height };
}

async function adasWorld(): Promise<World> {
  const upload = async (colour: string, alt: string) =>
    (await (
      await ask(postPicture, `/api/pictures?alt=${alt}`, {
        body: (await jpeg(colour)).bytes,
        cookie: adas,
      })
    ).json()) as { id: string; image: { sha256: string } };
  const photo = await upload('#123456', 'secret-photo');
  const deleted = await upload('#654321', 'secret-deleted');
  const { ownerId } = await row('select "ownerId" from "Photo" where id = $1', photo.id);
  await discard('photo', deleted.id, ownerId!);
  const style = await createStyle({ title: 'Secret garden', file: await jpeg('#00ff00'), ownerId: ownerId! });
  const started = await call(
    'runs.start',
    { styleId: style.id, config: trainingConfig({ iterations: 10 }) },
    adas,
  );
  const { id: runId } = (JSON.parse(started.text) as { result: { data: { json: { id: string } } } }).result
    .data.json;
  const { jobId } = await row('select "jobId" from "Run" where id = $1', runId);
  const hold = (await Hold.take(runId, jobId!, 'host-1'))!;
  await hold.saveSample(5, 0, await jpeg('#111111'));
  await hold.saveCheckpoint({ iteration: 5, bytes: Buffer.from('weights'), config: {} });
  const [checkpoint] = await listCheckpoints(style.id, ownerId!);
  const painting = await addStylization({
    photoId: photo.id,
    checkpointId: checkpoint!.id,
    options: { strokes: 'medium', preview: false },
    ownerId: ownerId!,
    file: await jpeg('#222222'),
  });
  const sent = await ask(postFilm, `/api/films?name=secret.mp4&checkpoint=${checkpoint!.id}`, {
    body: Buffer.from('a film'),
    cookie: adas,
  });
  const { id: filmId } = (await sent.json()) as { id: string };
  const film = await row('select "jobId" from "Film" where id = $1', filmId);
  const { work } = (await FilmWork.take(filmId, film.jobId!))!;
  await work.report({ done: 0, poster: (await jpeg('#444444')).bytes });
  await work.finish(parts('pain', 'ted'), { frames: 1, seconds: 1 });
  const bytes = Buffer.from('a small picture');
  const kept = { text: 'Secret word', address: '?text=secret', bytes, width: 4, height: 2 };
  const word = await keepWord({ ...kept, ownerId: ownerId! });
  const font = await addFont({ name: 'secret.ttf', bytes, ownerId: ownerId! });
  const samples = await row('select sha256 from "Sample" where "runId" = $1', runId);
  return {
    photoId: photo.id,
    deletedPhotoId: deleted.id,
    styleId: style.id,
    slug: style.slug,
    runId,
    checkpointId: checkpoint!.id,
    paintingId: painting.id,
    filmId,
    wordId: word.id,
    fontId: font.id,
    hashes: [
      photo.image.sha256,
      deleted.image.sha256,
      style.image.sha256,
      samples.sha256!,
      painting.image.sha256,
    ],
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- as bytes come from a file
async function* parts(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

const row = async (text: string, value: string) => (await query(text, [value]))[0]!;

async function query(text: string, values: string[] = []): Promise<Record<string, string | undefined>[]> {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

describe('somebody else', () => {
  let world: World;
  /** What is built in. */
  let wave: { styleId: string; checkpointId: string };

  beforeAll(async () => {
    await putBuiltInStyle({
      slug: 'wave',
      title: 'Wave',
      position: 1,
      file: await jpeg('#0000ff'),
      checkpoints: [{ iteration: 1, bytes: Buffer.from('built in'), config: {} }],
    });
    const { id: styleId, published } = (await getStyle('wave', null))!;
    wave = { styleId, checkpointId: published!.id };
    world = await adasWorld();
  });

  /** With which inputs each procedure is tried: whatever takes an id gets Ada's. */
  const attempts = (): Record<string, unknown[]> => {
    const { photoId, deletedPhotoId, styleId, slug, runId, checkpointId, paintingId, filmId } = world;
    const config = trainingConfig({ iterations: 10 });
    const look = { strength: 0.5, keepColours: true };
    return {
      'accounts.list': [undefined],
      'accounts.invite': [{ role: 'administrator' }, {}],
      'checkpoints.publish': [{ id: checkpointId }, { id: wave.checkpointId }],
      'datasets.list': [undefined],
      'datasets.fetch': [{ name: 'waves', order: { source: 'coco-2017' } }],
      'datasets.stop': [{ name: 'waves' }],
      'datasets.resume': [{ name: 'waves' }],
      'datasets.forget': [{ name: 'waves' }],
      'deleted.list': [undefined],
      'deleted.restore': [{ kind: 'photo', id: deletedPhotoId }],
      'films.delete': [{ id: filmId }],
      'films.list': [undefined],
      'films.resume': [{ id: filmId }],
      'films.stop': [{ id: filmId }],
      'paintings.delete': [{ id: paintingId }],
      'paintings.history': [{}, { cursor: paintingId }],
      'paintings.look': [{ id: paintingId, look }],
      'paintings.order': [
        { photoIds: [photoId, deletedPhotoId], checkpointIds: [checkpointId, wave.checkpointId] },
        { photoIds: [photoId], checkpointIds: [checkpointId], preview: true },
      ],
      'photos.delete': [{ id: photoId }],
      'photos.list': [undefined],
      'runs.delete': [{ id: runId }],
      'runs.list': [undefined],
      // Takes no id, and takes long; what it gives is of this machine.
      'runs.measure': [],
      'runs.start': [{ styleId, config, photoFolder: null }],
      'runs.view': [{ id: runId }],
      'runs.watch': [{ id: runId }],
      'runs.watchAll': [undefined],
      'runs.fetchVgg': [], // would fetch it
      'runs.goOn': [{ id: world.runId, iterations: 1_000_000 }],
      'runs.setDesired': (['running', 'paused', 'stopped'] as const).map((desired) => ({
        id: runId,
        desired,
      })),
      'styles.delete': [{ id: styleId }],
      'styles.get': [{ slug }, { slug: slug.slice(1) }],
      'styles.list': [undefined],
      'styles.share': [{ id: styleId, shared: true }],
      'words.list': [undefined],
      'words.keep': [{ order: `text=word&checkpoint=${checkpointId}`, address: '?text=word' }],
      'words.delete': [{ id: world.wordId }],
      'words.fonts': [undefined],
      'words.deleteFont': [{ id: world.fontId }],
    };
  };

  /** All that Ada sees. */
  async function seenByAda(): Promise<unknown> {
    const seen: Record<string, unknown> = {};
    for (const name of [
      'photos.list',
      'styles.list',
      'runs.list',
      'deleted.list',
      'films.list',
      'words.list',
      'words.fonts',
    ])
      seen[name] = (await call(name, undefined, adas)).text;
    seen.history = (await call('paintings.history', {}, adas)).text;
    seen.run = (await call('runs.view', { id: world.runId }, adas)).text;
    return seen;
  }

  test('reads and changes nothing by any procedure that there is', async () => {
    expect(Object.keys(attempts()).sort()).toEqual(procedures.map(({ name }) => name).sort());
    const { hashes, ...ids } = world;
    const secrets = [...Object.values(ids), ...hashes, 'secret', 'Secret', ada.name, ada.email];
    const before = await seenByAda();
    expect(JSON.stringify(before)).toContain(world.paintingId);
    for (const [name, inputs] of Object.entries(attempts()))
      for (const input of inputs) {
        const { text } = await call(name, input, graces);
        const sent = JSON.stringify(input) ?? '';
        const told = secrets.filter((secret) => text.includes(secret) && !sent.includes(secret));
        expect([name, input, told]).toEqual([name, input, []]);
        expect([name, await seenByAda()]).toEqual([name, before]);
      }
  });

  test('is told so where an id is another’s, as where there is none such', async () => {
    for (const [name, inputs] of Object.entries(attempts())) {
      if (name === ORDER || procedures.find((each) => each.name === name)!.type === 'subscription') continue;
      for (const input of inputs) {
        if (input === undefined || /history|measure/.test(name)) continue;
        const others = name.startsWith('datasets.') ? 403 : 404;
        expect([name, (await call(name, input, graces)).status]).toEqual([
          name,
          { 'accounts.invite': 403, 'runs.goOn': 409, 'runs.setDesired': 409 }[name] ?? others,
        ]);
      }
    }
  });

  test('gets no picture, no weights and no painted file', async () => {
    const image = (hash: string, cookie: string, query = '', headers = {}) =>
      ask(getImage as Handler, `/images/${hash}${query}`, { cookie, headers, params: { hash } });
    for (const hash of world.hashes) {
      const hers = await image(hash, adas);
      expect([hers.status, hers.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
      const etag = { 'if-none-match': hers.headers.get('etag')! };
      expect((await image(hash, adas, '', etag)).status).toBe(304);
      for (const answer of [
        image(hash, graces),
        image(hash, graces, '?w=320'),
        image(hash, graces, '', etag),
      ])
        expect((await answer).status).toBe(404);
    }
    const { checkpointId, photoId } = world;
    const weights = (cookie: string) =>
      ask(getCheckpointFile as unknown as Handler, `/api/checkpoints/${checkpointId}`, {
        cookie,
        params: { id: checkpointId },
      });
    expect([(await weights(adas)).status, (await weights(graces)).status]).toEqual([200, 404]);
    const film = (handler: unknown, cookie: string, headers = {}) =>
      ask(handler as Handler, '/api/films/x', { cookie, headers, params: { id: world.filmId } });
    expect(await (await film(getFilm, adas)).text()).toBe('painted');
    const part = await film(getFilm, adas, { range: 'bytes=3-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 3-4/7',
      'nt',
    ]);
    expect((await film(getFilm, adas, { range: 'bytes=7-' })).status).toBe(416);
    expect((await film(getPoster, adas)).headers.get('content-type')).toBe('image/jpeg');
    for (const handler of [getFilm, getPoster]) expect((await film(handler, graces)).status).toBe(404);
    const theirs = await ask(postFilm, `/api/films?name=a.mp4&checkpoint=${checkpointId}`, {
      body: Buffer.from('a film'),
      cookie: graces,
    });
    expect(theirs.status).toBe(404);
    const word = await ask(getWord, `/api/letters?text=word&checkpoint=${checkpointId}`, { cookie: graces });
    expect(word.status).toBe(404);
    const { wordId, fontId } = world;
    const kept = (cookie: string) =>
      ask(getKeptWord as unknown as Handler, `/api/letters/words/${wordId}`, {
        cookie,
        params: { id: wordId },
      });
    expect([(await kept(adas)).status, (await kept(graces)).status]).toEqual([200, 404]);
    const written = `/api/letters?text=word&way=texture&font=${fontId}`;
    expect((await ask(getWord, written, { cookie: graces })).status).toBe(404);
    const zip = await ask(getZip, `/api/zip?photos=${photoId}&checkpoints=${checkpointId}`, {
      cookie: graces,
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
    const { photoId, checkpointId, hashes } = world;
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
    for (const [name, inputs] of Object.entries(attempts()))
      for (const input of inputs) {
        const { status, text } = await call(name, input, adas, 'GET');
        const { type } = procedures.find((each) => each.name === name)!;
        const refused = status === 405 || text.includes('METHOD_NOT_SUPPORTED');
        expect([name, text, refused]).toEqual([name, text, type === 'mutation']);
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
      const answer = await ask(GET, `${at}${asked[at]}`, { cookie: adas, params });
      await answer.arrayBuffer();
      expect([at, await sums()]).toEqual([at, before]);
    }
  });

  test('has the same photo by having the same file, and keeps it', async () => {
    const { bytes } = await jpeg('#123456');
    const answer = await ask(postPicture, '/api/pictures?alt=mine', {
      body: bytes,
      cookie: graces,
    });
    const { id, image } = (await answer.json()) as { id: string; image: { sha256: string } };
    expect([image.sha256, id === world.photoId]).toEqual([world.hashes[0], false]);
    const got = await ask(getImage as Handler, `/images/${image.sha256}`, {
      cookie: graces,
      params: { hash: image.sha256 },
    });
    expect(got.status).toBe(200);
  });

  test('hears of nobody else’s runs', async () => {
    const config = trainingConfig({ iterations: 10 });
    const leave = new AbortController();
    const stream = await ask(getTrpc, '/api/trpc/runs.watchAll', {
      params: { trpc: 'runs.watchAll' },
      cookie: graces,
      signal: leave.signal,
    });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (sign: RegExp) => {
      while (!sign.test(text)) text += (await reader.read()).value ?? '';
    };
    await until(/"runs"/);
    await call('runs.setDesired', { id: world.runId, desired: 'paused' }, adas);
    const { text: own } = await call(
      'runs.start',
      { styleId: wave.styleId, config, photoFolder: null },
      graces,
    );
    const { id } = (JSON.parse(own) as { result: { data: { json: { id: string } } } }).result.data.json;
    await until(new RegExp(id));
    expect(text).not.toContain(world.runId);
    leave.abort();
    await reader.cancel().catch(() => undefined);
  });
});

test('it answers under addresses and its own names, and under none that a page elsewhere could point here', () => {
  const why = (host: string) => refusal(new Headers({ host }));
  for (const host of [
    '192.168.1.7:3000',
    '[fe80::1]:3000',
    'localhost:3000',
    hostname(),
    `${hostname()}.local:80`,
  ])
    expect([host, why(host)]).toEqual([host, undefined]);
  for (const host of ['evil.example', '192.168.1.7.evil.example', 'localhost.evil.example', ''])
    expect(why(host)).toContain(`"${host}"`);
});

describe('signing in and out', () => {
  const signIn = (body: object, headers = {}) => ask(postSignIn, '/api/account/sign-in', { body, headers });

  test('the cookie is for the server alone, and of this site', async () => {
    const answer = await signIn({ email: grace.email, password: grace.password });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('{}');
    for (const cookie of answer.headers.getSetCookie())
      expect(cookie).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i);
  });

  test('whoever guesses is told nothing but that it is wrong, and soon to wait', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const wrong = { email: ada.email, password: 'difference engine' };
    const unknown = { email: 'nobody@example.org', password: 'difference engine' };
    const told = async (answer: Response) => [answer.status, (await answer.json()) as unknown];
    expect(await told(await signIn(wrong, from('192.0.2.1')))).toEqual([401, { reason: 'wrong' }]);
    expect(await told(await signIn(unknown, from('192.0.2.1')))).toEqual([401, { reason: 'wrong' }]);
    for (let i = 0; i < 8; i++) await signIn(wrong, from('192.0.2.1'));
    const right = { email: ada.email, password: ada.password };
    const late = await signIn(right, from('192.0.2.1'));
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await told(late)).toEqual([429, { reason: 'tooOften' }]);
    expect((await signIn(right, from('192.0.2.2'))).status).toBe(200);
  });

  test('a code makes no second account, and what does not do is said', async () => {
    const code = await invite();
    const join = async (more: object) => {
      const answer = await ask(postJoin, '/api/account/join', {
        body: { ...grace, code, ...more },
      });
      return [answer.status, ((await answer.json()) as { reason?: string }).reason];
    };
    expect(await join({ email: 'not an address' })).toEqual([400, 'fields']);
    expect(await join({ email: 'new@example.org', name: ' ' })).toEqual([400, 'fields']);
    expect(await join({ email: 'new@example.org', name: 'a\0b' })).toEqual([400, 'fields']);
    expect(await join({ email: 'new@example.org', password: 'short' })).toEqual([400, 'password']);
    expect(await join({})).toEqual([409, 'taken']);
    expect(await join({ email: 'new@example.org', role: 'administrator' })).toEqual([200, undefined]);
    expect(await join({ email: 'newer@example.org' })).toEqual([409, 'code']);
    const { role } = await row('select role from "User" where email = $1', 'new@example.org');
    expect(role).toBe('member');
  });

  test('a changed password ends the sessions elsewhere; signing out everywhere ends all', async () => {
    const from = { 'x-forwarded-for': '192.0.2.9' };
    const enter = async (password: string) => {
      const answer = await signIn({ email: grace.email, password }, from);
      return { status: answer.status, cookie: cookieOf(answer) };
    };
    const [here, there] = [await enter(grace.password), await enter(grace.password)];
    const works = async (cookie: string) => (await call('photos.list', undefined, cookie)).status === 200;
    const change = (current: string, next: string) =>
      ask(postPassword, '/api/account/password', {
        body: { current, next },
        cookie: here.cookie,
        headers: from,
      });
    expect((await change('wrong', 'cobol of 1959')).status).toBe(400);
    expect(await (await change(grace.password, 'short')).json()).toEqual({ reason: 'password' });
    const changed = await change(grace.password, 'cobol of 1959');
    expect(changed.status).toBe(200);
    expect(await works(there.cookie)).toBe(false);
    expect(await works(cookieOf(changed))).toBe(true);
    expect((await enter(grace.password)).status).toBe(401);
    const other = await enter('cobol of 1959');
    const out = await ask(postSignOut, '/api/account/sign-out', {
      body: { everywhere: true },
      cookie: cookieOf(changed),
      headers: from,
    });
    expect([out.status, out.headers.get('clear-site-data')]).toEqual([200, '"cache"']);
    expect([await works(other.cookie), await works(cookieOf(changed))]).toEqual([false, false]);
  });
});
