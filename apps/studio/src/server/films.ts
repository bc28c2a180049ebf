import { Readable } from 'node:stream';
import {
  addFilm,
  addFilmChunk,
  deleteFilm,
  filmBytes,
  paintedFilm,
  queueFilm,
  type Owner,
} from '@atelier/db';
import { filmTypeOf } from '@atelier/stylize/film-types';
import { z } from 'zod';
import { MAX_FILM_BYTES } from '../contracts/upload.ts';
import { filmOrderSchema } from '../contracts/film.ts';
import { BodyReader, BodyRefused } from './body.ts';
import { refuse } from './guard.ts';

/** Bytes that are stored together. */
const CHUNK = 4 * 1024 * 1024;
const bodies = new BodyReader({ bytes: MAX_FILM_BYTES, atOnce: 4, stall: 20_000 });

/** Takes a film that is a request's whole body, and has it painted as its address says: all of it or nothing is kept. */
export async function receiveFilm(request: Request, ownerId: Owner): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const order = filmOrderSchema.safeParse(asked);
  if (!order.success) return refuse(400, { kind: 'notAsked' }, z.prettifyError(order.error));
  const { name, checkpoint: checkpointId, ...options } = order.data;
  const film = await addFilm({ name, checkpointId, options, ownerId });
  if (!film) return refuse(404, { kind: 'gone' }, 'there is no such checkpoint any more');
  try {
    await store(film.id, request);
    return Response.json(await queueFilm(film.id, ownerId, 'arriving'));
  } catch (error) {
    await deleteFilm(film.id);
    if (error instanceof BodyRefused)
      return error.status === 413
        ? refuse(422, 'filmTooBig', error.message)
        : refuse(error.status, error.reason, error.message);
    throw error;
  }
}

async function store(id: string, request: Request): Promise<void> {
  let [waiting, length, index] = [[] as Uint8Array[], 0, 0];
  const flush = async () => {
    if (length > 0) await addFilmChunk(id, 'source', index++, Buffer.concat(waiting));
    [waiting, length] = [[], 0];
  };
  await bodies.pass(request, async (chunk) => {
    waiting.push(chunk);
    length += chunk.length;
    if (length >= CHUNK) await flush();
  });
  await flush();
}

/** The painted film, or the bytes of it that a player asks for. */
export async function sendFilm(request: Request, id: string, ownerId: Owner): Promise<Response> {
  const film = await paintedFilm(id, ownerId);
  if (!film) return new Response('there is no such film, or it is not painted yet', { status: 404 });
  const { name, size } = film;
  const range = request.headers.get('range');
  const part = range === null ? undefined : partOf(range, size);
  if (part === null)
    return new Response(`the film has ${size} bytes`, {
      status: 416,
      headers: { 'content-range': `bytes */${size}` },
    });
  const [from, to] = part ?? [0, size];
  const body = Readable.toWeb(Readable.from(filmBytes(id, 'result', from, to))) as ReadableStream<Uint8Array>;
  const download = new URL(request.url).searchParams.has('download');
  return new Response(body, {
    status: part ? 206 : 200,
    headers: {
      'content-type': filmTypeOf(name)!,
      'content-length': String(to - from),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      ...(part && { 'content-range': `bytes ${from}-${to - 1}/${size}` }),
      ...(download && {
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      }),
    },
  });
}

/** From where to below where; undefined: not a range that is known, so all of it; null: none of the film's. */
function partOf(range: string, size: number): [number, number] | undefined | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  return from < to ? [from, to] : null;
}
