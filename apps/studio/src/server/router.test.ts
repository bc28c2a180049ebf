import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addPhoto, addStylization, listStyles, purgeDeleted, putBuiltInStyle, readImage } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { trainingConfig } from '@atelier/model/config';
import { TRPCError } from '@trpc/server';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { GET as getImage } from '@/app/images/[hash]/route.ts';
import { POST as postPicture } from '@/app/api/pictures/route.ts';
import { POST as postTraining } from '@/app/api/training/route.ts';
import { apiFor } from './router.ts';
import { onePerson } from './viewer.ts';

useFreshDatabase();

const api = apiFor(onePerson);

const host = { host: 'localhost:3000' };
const pth = path.join(import.meta.dirname, '../../../../libs/model/test/parity/report_format_w8.pth');

async function jpeg(width: number, height: number) {
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const;
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#777', noise } })
    .jpeg()
    .toBuffer();
  return { bytes, mime: 'image/jpeg', width, height };
}

const post = (
  handler: (request: Request, context: unknown) => Promise<Response>,
  query: string,
  bytes: Buffer,
  headers = host,
) =>
  handler(
    new Request(`http://localhost:3000/?${query}`, { method: 'POST', headers, body: new Uint8Array(bytes) }),
    {},
  );

describe('uploads', () => {
  test('the same photo twice is one photo; only looking at it keeps nothing', async () => {
    const { bytes } = await jpeg(90, 60);
    const first = (await (await post(postPicture, 'alt=Dunes', bytes)).json()) as { id: string };
    const second = (await (await post(postPicture, 'alt=Again', bytes)).json()) as { id: string };
    expect(second.id).toBe(first.id);
    const { bytes: other } = await jpeg(91, 60);
    expect(await (await post(postPicture, 'keep=no', other)).json()).toEqual({
      ...{ width: 91, height: 60 },
      animated: false,
    });
    expect((await api.photos.list()).map(({ alt }) => alt)).toEqual(['Dunes']);
  });

  test('what is no picture leaves no row and says why', async () => {
    const answer = await post(postPicture, 'alt=Text', Buffer.from('text'));
    expect([answer.status, await answer.json()]).toEqual([422, { reason: 'wrongType' }]);
    expect((await api.photos.list()).length).toBe(1);
  });

  test('an order that is no JSON, or holds NUL, is refused in words', async () => {
    const { bytes } = await jpeg(90, 60);
    for (const order of ['{', '{"title":"a\\u0000b"}', '{}', 'null', '7']) {
      const answer = await post(postTraining, `order=${encodeURIComponent(order)}`, bytes);
      expect([order, answer.status]).toEqual([order, 400]);
      expect((await answer.json()) as object).toEqual({ detail: expect.any(String) as string });
    }
  });

  test('an address with NUL in it is refused', async () => {
    const { bytes } = await jpeg(90, 60);
    expect((await post(postPicture, 'alt=a%00b', bytes)).status).toBe(400);
  });

  test('from another host or another page nothing is taken', async () => {
    const { bytes } = await jpeg(90, 60);
    for (const headers of [{ host: 'evil.example' }, { ...host, origin: 'https://evil.example' }])
      expect((await post(postPicture, '', bytes, headers)).status).toBe(403);
  });
});

describe('starting a training', () => {
  const config = trainingConfig({ iterations: 20, checkpointEvery: 10 });
  const order = (more: object) => `order=${encodeURIComponent(JSON.stringify({ config, ...more }))}`;

  test('makes the style from the part that was chosen, and queues its run', async () => {
    const { bytes } = await jpeg(400, 300);
    const crop = { x: 10, y: 20, width: 200, height: 150 };
    const answer = await post(postTraining, order({ title: ' My garden ', artist: '', crop }), bytes);
    const { id } = (await answer.json()) as { id: string };
    const { run } = await api.runs.view({ id });
    expect(run).toMatchObject({
      status: 'queued',
      iterations: 20,
      config,
      style: { title: 'My garden', slug: '~my-garden' },
    });
    const style = await api.styles.get({ slug: '~my-garden' });
    expect(style).toMatchObject({ artist: null, image: { width: 200, height: 150 }, published: null });
  });

  test('leaves nothing behind where the order or the picture will not do', async () => {
    const before = await listStyles(null);
    const { bytes } = await jpeg(400, 300);
    const bad = [
      post(postTraining, order({ title: ' ' }), bytes),
      post(postTraining, order({ title: 'x', config: { ...config, size: 66 } }), bytes),
      post(postTraining, order({ title: 'x', crop: { x: 300, y: 0, width: 200, height: 100 } }), bytes),
      post(postTraining, order({ title: 'x' }), Buffer.from('text')),
    ];
    expect((await Promise.all(bad)).map(({ status }) => status)).toEqual([400, 400, 422, 422]);
    expect(await listStyles(null)).toEqual(before);
  });

  test('a run can be paused and resumed, stopped, and deleted once', async () => {
    const style = await api.styles.get({ slug: '~my-garden' });
    const { id } = await api.runs.start({ styleId: style.id, config });
    expect(await api.runs.setDesired({ id, desired: 'paused' })).toMatchObject({ status: 'paused' });
    expect(await api.runs.setDesired({ id, desired: 'running' })).toMatchObject({ status: 'queued' });
    expect(await api.runs.setDesired({ id, desired: 'stopped' })).toMatchObject({ status: 'stopped' });
    await api.runs.delete({ id });
    await expect(api.runs.delete({ id })).rejects.toThrow('no such training run');
    await expect(api.runs.view({ id })).rejects.toThrow('no such training run');
    await expect(api.runs.setDesired({ id, desired: 'running' })).rejects.toThrow('has been deleted');
  });
});

describe('painting', () => {
  let checkpointIds: string[] = [];
  let photoId = '';

  beforeAll(async () => {
    const network = importPth(await readFile(pth));
    const checkpoints = [5_000, 10_000].map((iteration) => ({
      iteration,
      config: trainingConfig({ width: 8 }),
      bytes: writeCheckpoint({ ...network, metadata: { ...network.metadata, iteration } }, { half: true }),
    }));
    const label = {
      title: 'Arbitrary',
      artist: 'Nobody',
      year: '2026',
      licence: 'CC0',
      source: 'made',
      trainedBy: 'us',
    };
    await putBuiltInStyle({
      slug: 'arbitrary',
      ...label,
      position: 1,
      file: await jpeg(64, 64),
      checkpoints,
    });
    checkpointIds = (await api.styles.get({ slug: 'arbitrary' })).checkpoints.map(({ id }) => id);
    photoId = (await addPhoto({ file: await jpeg(900, 700), alt: 'Sand' })).id;
  });

  async function watch(order: Parameters<typeof api.paintings.order>[0]) {
    const told: string[] = [];
    const sizes: number[][] = [];
    for await (const { checkpointId, status } of await api.paintings.order(order)) {
      told.push(`${checkpointIds.indexOf(checkpointId)} ${status.state}`);
      if (status.state === 'done') sizes.push([status.result.image.width, status.result.image.height]);
      if (status.state === 'failed') throw new Error(status.reason);
    }
    return { told: [...new Set(told)], sizes };
  }

  test('one after the other, each as large as its photo; the second time it is there already', async () => {
    const order = { photoIds: [photoId], checkpointIds, strokes: 'broad' as const };
    const { told, sizes } = await watch(order);
    expect(told).toEqual(expect.arrayContaining(['0 working', '0 done', '1 waiting', '1 working', '1 done']));
    expect(sizes).toEqual([
      [900, 700],
      [900, 700],
    ]);
    expect(await watch(order)).toEqual({ told: ['0 done', '1 done'], sizes });
    expect((await api.paintings.history({})).paintings.map(({ options }) => options)).toEqual([
      { strokes: 'broad', preview: false },
      { strokes: 'broad', preview: false },
    ]);
  });

  test('previews are not in the history; a painting that is deleted goes with its picture', async () => {
    await watch({ photoIds: [photoId], checkpointIds: checkpointIds.slice(0, 1), preview: true });
    const { paintings, next } = await api.paintings.history({});
    expect([paintings.length, next]).toEqual([2, null]);
    for (const { id } of paintings) await api.paintings.delete({ id });
    await expect(api.paintings.delete({ id: paintings[0]!.id })).rejects.toThrow('no such painting');
    // They can be had back for a while; then they go for good.
    expect((await api.deleted.list()).slice(0, 2).map(({ kind }) => kind)).toEqual(['painting', 'painting']);
    expect(await readImage(paintings[0]!.image.sha256, null)).not.toBeNull();
    expect(await purgeDeleted(new Date(Date.now() + 1000))).toBeGreaterThanOrEqual(2);
    expect(await readImage(paintings[0]!.image.sha256, null)).toBeNull();
  });

  test('the history comes page by page', async () => {
    const file = await jpeg(40, 40);
    const made: string[] = [];
    for (let i = 0; i < 61; i++) {
      const options = { size: `${480 + i}`, preview: false };
      made.unshift(
        (await addStylization({ ownerId: null, photoId, checkpointId: checkpointIds[0]!, options, file })).id,
      );
    }
    const first = await api.paintings.history({});
    const second = await api.paintings.history({ cursor: first.next });
    expect([...first.paintings, ...second.paintings].map(({ id }) => id)).toEqual(made);
    expect([first.paintings.length, second.next]).toEqual([60, null]);
    for (const id of made) await api.paintings.delete({ id });
  });

  test('of a photo that is gone it fails, in words', async () => {
    await expect(watch({ photoIds: ['gone'], checkpointIds })).rejects.toThrow('there is no such photo');
  });

  test('publishing makes a checkpoint the one that the gallery paints with', async () => {
    await api.checkpoints.publish({ id: checkpointIds[0]! });
    expect((await api.styles.get({ slug: 'arbitrary' })).published).toMatchObject({ iteration: 5_000 });
    await expect(api.checkpoints.publish({ id: 'gone' })).rejects.toThrow('no such checkpoint');
  });

  test('pictures come in the widths that are offered, with a tag that never changes', async () => {
    const { image } = (await api.photos.list()).find(({ id }) => id === photoId)!;
    const get = (query: string, headers: Record<string, string> = host) =>
      getImage(new Request(`http://localhost:3000/${query}`, { headers }), {
        params: Promise.resolve({ hash: image.sha256 }),
      });
    const small = await get('?w=320');
    expect(await sharp(await small.arrayBuffer()).metadata()).toMatchObject({ format: 'webp', width: 320 });
    expect((await get('?w=320', { ...host, 'if-none-match': small.headers.get('etag')! })).status).toBe(304);
    expect((await get('?w=321')).status).toBe(400);
    expect((await get('')).headers.get('content-type')).toBe('image/jpeg');
  });
});

test('what cannot be asked for is answered with 4xx and a message, without words of the database', async () => {
  const ids = ['a\0b', 'x'.repeat(100_000), '0', '\u{1F600}', "'; drop table run"];
  const config = trainingConfig({ iterations: 10 });
  for (const id of ids)
    for (const ask of [
      () => api.photos.delete({ id }),
      () => api.styles.get({ slug: id }),
      () => api.styles.delete({ id }),
      () => api.checkpoints.publish({ id }),
      () => api.runs.view({ id }),
      () => api.runs.setDesired({ id, desired: 'stopped' }),
      () => api.runs.start({ styleId: id, config, photoFolder: null }),
      () => api.paintings.delete({ id }),
    ]) {
      const error: unknown = await ask().catch((error: unknown) => error);
      expect(error).toBeInstanceOf(TRPCError);
      expect(['BAD_REQUEST', 'NOT_FOUND', 'CONFLICT']).toContain((error as TRPCError).code);
      expect((error as TRPCError).message).not.toMatch(/prisma|invocation|postgres|constraint/i);
    }
});
