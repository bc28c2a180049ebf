import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addPhoto, addStylization, purgeDeleted, putBuiltInStyle, readImage } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { trainingConfig } from '@atelier/model/config';
import { TRPCError } from '@trpc/server';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { GET as getImage } from '@/app/images/[hash]/route.ts';
import { host, jpeg } from '../../test/posting.ts';
import { apiFor } from './router.ts';
import { onePerson } from './viewer.ts';

useFreshDatabase();

const api = apiFor(onePerson);

const pth = path.join(import.meta.dirname, '../../../../libs/model/test/parity/report_format_w8.pth');

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
      if (status.state === 'failed') throw new Error(JSON.stringify(status.reason));
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

  test('of a photo that is gone it fails, and says so', async () => {
    await expect(watch({ photoIds: ['gone'], checkpointIds })).rejects.toThrow('{"kind":"gone"}');
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
