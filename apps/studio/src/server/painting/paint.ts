import {
  addStylization,
  findStylization,
  getCheckpoint,
  getPhoto,
  readCheckpoint,
  readImage,
  type Stylization,
} from '@atelier/db';
import type { Rgb } from '@atelier/stylize';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { found } from '../api.ts';
import { env } from '../env.ts';
import { decode, encode } from '../picture.ts';
import { Line, type Standing } from './line.ts';
import { longSide, type PaintingSize } from './size.ts';
import type { FromWorker, PaintingTask } from './worker.ts';

export interface PaintingOrder {
  photoId: string;
  checkpointIds: string[];
  size: PaintingSize;
  /** Made for a card of the gallery and not for the history. */
  preview: boolean;
}

interface Studio {
  line: Line<Stylization>;
  pool: Piscina<PaintingTask, Rgb>;
}

// The server's bundles may each load this file; there is one line and one pool all the same.
const slot = Symbol.for('atelier.painting');
const held = globalThis as { [slot]?: Studio };

function studio(): Studio {
  return (held[slot] ??= {
    line: new Line(env.ATELIER_PAINTERS),
    pool: new Piscina({
      filename: path.join(path.dirname(fileURLToPath(import.meta.url)), 'worker.ts'),
      execArgv: ['--import', 'tsx'],
      minThreads: 1,
      maxThreads: env.ATELIER_PAINTERS,
      idleTimeout: 60_000,
    }),
  });
}

/** Finds or makes these paintings and tells how each stands until all are over; see `Line.watch`. */
export async function* paint(
  { photoId, checkpointIds, size, preview }: PaintingOrder,
  signal: AbortSignal,
): AsyncGenerator<{ checkpointId: string; standing: Standing<Stylization> }> {
  const options = { size, preview };
  const missing: string[] = [];
  for (const checkpointId of checkpointIds) {
    const result = await findStylization({ photoId, checkpointId, options });
    if (result) yield { checkpointId, standing: { state: 'done', result } };
    else missing.push(checkpointId);
  }
  const wanted = missing.map((checkpointId) => ({
    key: JSON.stringify([photoId, checkpointId, options]),
    work: (report: (done: number) => void, given: AbortSignal) =>
      work({ photoId, checkpointId, options }, report, given),
  }));
  for await (const { key, standing } of studio().line.watch(wanted, signal)) {
    const index = wanted.findIndex((job) => job.key === key);
    const checkpointId = missing[index];
    if (checkpointId !== undefined) yield { checkpointId, standing };
  }
}

async function work(
  {
    photoId,
    checkpointId,
    options,
  }: { photoId: string; checkpointId: string; options: { size: PaintingSize; preview: boolean } },
  report: (done: number) => void,
  signal: AbortSignal,
): Promise<Stylization> {
  const photo = found(await getPhoto(photoId), 'photo');
  const { sha256 } = found(await getCheckpoint(checkpointId), 'checkpoint');
  const file = found(await readImage(photo.image.sha256), 'picture');
  const checkpoint = found(await readCheckpoint(checkpointId), 'checkpoint');
  const rgb = await decode(file, longSide(options.size));
  const painting = await paintInThread({ sha256, checkpoint, photo: rgb }, report, signal);
  return addStylization({
    photoId,
    checkpointId,
    options,
    file: {
      bytes: await encode(painting),
      mime: 'image/jpeg',
      width: painting.width,
      height: painting.height,
    },
  });
}

async function paintInThread(
  { photo, ...network }: Pick<PaintingTask, 'sha256' | 'checkpoint' | 'photo'>,
  report: (done: number) => void,
  signal: AbortSignal,
): Promise<Rgb> {
  const { port1: here, port2: there } = new MessageChannel();
  const giveUp = () => here.postMessage('give up');
  signal.addEventListener('abort', giveUp);
  here.on('message', ({ done }: FromWorker) => report(done));
  try {
    return await studio().pool.run(
      {
        ...network,
        photo,
        memory: env.ATELIER_PAINTING_MEMORY * 2 ** 20,
        // One processor stays free for everybody else's requests.
        threads: Math.max(1, Math.floor((availableParallelism() - 1) / env.ATELIER_PAINTERS)),
        port: there,
      },
      { transferList: [there, photo.data.buffer as ArrayBuffer] },
    );
  } finally {
    signal.removeEventListener('abort', giveUp);
    here.close();
  }
}
