/**
 * A process that paints: it takes one order at a time, reads photo and checkpoint from the database, paints and stores the
 * painting. Apart from the server, as ONNX Runtime, decoding and encoding take all that a processor can give: the server
 * only passes on how far it is. It ends with the server.
 */
import { availableParallelism, setPriority } from 'node:os';
import {
  addStylization,
  EVERYBODY,
  findStylization,
  getCheckpoint,
  getPhoto,
  readCheckpoint as readCheckpointFile,
  readImage,
  type Stylization,
  suitedSize,
  useDatabase,
} from '@atelier/db';
import { log, within } from '@atelier/log';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { openPainter, type Painter } from '@atelier/stylize';
import { nodeEngine, rowFiles } from '@atelier/stylize/node';
import { reasonFor } from '../reason.ts';
import { unavailable } from '../unavailable.ts';
import { env } from '../env.ts';
import { found } from '../found.ts';
import { decode, encode } from '../picture.ts';
import { PREVIEW_SIDE } from '../../contracts/preview.ts';
import type { FromPainter, PaintingOrder, ToPainter } from './order.ts';

// Requests come first (0), then paintings, then trainings (10). A process of its own holds no lock of the server's.
setPriority(5);
const engine = nodeEngine(Math.max(1, Math.floor(availableParallelism() / env.ATELIER_PAINTERS)));
const store = rowFiles(env.ATELIER_CACHE);

/** What a JPEG, which paintings are kept as, holds on a side. */
const JPEG_SIDE = 65_500;

let open: { sha256: string; painter: Painter } | undefined;

/** The network of a checkpoint, ready to paint; the last one is kept. */
async function painterOf(checkpointId: string): Promise<Painter> {
  const { sha256 } = found(await getCheckpoint(checkpointId, EVERYBODY), 'checkpoint');
  if (open?.sha256 === sha256) return open.painter;
  const network = readCheckpoint(found(await readCheckpointFile(checkpointId, EVERYBODY), 'checkpoint'));
  await open?.painter.close();
  open = undefined;
  const painter = await openPainter(network, engine, { store, suitedSize: await suitedSize(checkpointId) });
  open = { sha256, painter };
  return painter;
}

/** Finds the painting or makes it: another process, or one that was given up too late, may have stored it meanwhile. */
async function paint(
  { ownerId, photoId, checkpointId, options }: PaintingOrder,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Stylization> {
  const key = { ownerId, photoId, checkpointId, options };
  const there = await findStylization(key);
  if (there) return there;
  const photo = found(await getPhoto(photoId, ownerId), 'photo');
  const painter = await painterOf(checkpointId);
  const file = found(await readImage(photo.image.sha256, EVERYBODY), 'picture');
  const painting = await painter.paint(await decode(file, options.preview ? PREVIEW_SIDE : JPEG_SIDE), {
    strokes: options.strokes,
    memory: env.ATELIER_PAINTING_MEMORY,
    signal,
    onProgress,
  });
  return addStylization({ ...key, file: await encode(painting) });
}

const tell = (message: FromPainter) =>
  process.send!(message, undefined, undefined, (error) => {
    if (error) process.exit(1); // the server ended while this was on its way
  });
let giveUp = new AbortController();

async function obey(order: PaintingOrder): Promise<void> {
  giveUp = new AbortController();
  let told = 0; // whole percents: a large picture has thousands of steps
  try {
    const painting = await paint(
      order,
      (done) => {
        const percent = Math.floor(done * 100);
        if (percent > told) tell({ type: 'progress', done });
        told = Math.max(told, percent);
      },
      giveUp.signal,
    );
    tell({ type: 'painted', painting });
  } catch (error) {
    if (!giveUp.signal.aborted) log.warn({ err: error, ...order }, 'a painting failed');
    const detail = error instanceof Error ? error.message : String(error);
    const kind = await unavailable(error);
    tell({ type: 'failed', reason: kind ? { kind } : reasonFor(error), detail });
  }
}

process.once('disconnect', () => process.exit());
process.on('message', (message: ToPainter) => {
  if (message.type === 'give up') return giveUp.abort();
  useDatabase(message.database);
  void within(message.ids, () => obey(message.order));
});
