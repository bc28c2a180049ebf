import {
  addStylization,
  adoptStylization,
  EVERYBODY,
  findStylization,
  getCheckpoint,
  getPhoto,
  type ImageInfo,
  type Owner,
  readImage,
  suitedSize,
  type Stylization,
  type Why,
} from '@atelier/db';
import type { Strokes } from '@atelier/stylize';
import { strokesAs } from '../../contracts/strokes.ts';
import { env } from '../env.ts';
import { Queue, type JobStatus } from './queue.ts';
import { PREVIEW_SIDE } from '../../contracts/preview.ts';
import type { PaintingOrder } from './order.ts';
import { Painters } from './painters.ts';

export interface PaintingsOrder {
  /** Who asks: photos and checkpoints are what this one may see, and the paintings theirs. */
  ownerId: Owner;
  photoIds: string[];
  checkpointIds: string[];
  strokes: Strokes;
  /** Made for a card or a strip, of a small copy of the photo, and not for the history. */
  preview: boolean;
}

export interface Told {
  photoId: string;
  checkpointId: string;
  status: JobStatus<Stylization>;
}

interface Studio {
  queue: Queue<Stylization>;
  painters: Painters;
}

// The server's bundles may each load this file; there is one queue all the same.
const slot = Symbol.for('atelier.painting');
const held = globalThis as { [slot]?: Studio };

function studio(): Studio {
  return (held[slot] ??= {
    queue: new Queue(env.ATELIER_PAINTERS),
    painters: new Painters(env.ATELIER_PAINTERS),
  });
}

/** What an order comes to for one photo and one checkpoint; or why that cannot be painted. */
type Part = { photoId: string; checkpointId: string } & (
  { order: PaintingOrder; image: ImageInfo } | { reason: Why }
);

async function* partsOf({
  ownerId,
  photoIds,
  checkpointIds,
  strokes,
  preview,
}: PaintingsOrder): AsyncGenerator<Part> {
  const known = new Map<string, boolean>();
  for (const id of checkpointIds) known.set(id, (await getCheckpoint(id, ownerId)) !== null);
  for (const photoId of photoIds) {
    const image = (await getPhoto(photoId, ownerId))?.image;
    for (const checkpointId of checkpointIds) {
      if (!image || !known.get(checkpointId)) {
        yield { photoId, checkpointId, reason: { kind: 'gone' } };
        continue;
      }
      // What gives the same painting has one name.
      const same = !preview ? strokesAs(image, strokes, await suitedSize(checkpointId)) : strokes;
      const order = { ownerId, photoId, checkpointId, options: { strokes: same, preview } };
      yield { photoId, checkpointId, order, image };
    }
  }
}

/** The paintings of an order that are there already, in its order; null for those that are not. */
export async function* painted(order: PaintingsOrder): AsyncGenerator<Stylization | null> {
  for await (const part of partsOf(order)) yield 'order' in part ? await findStylization(part.order) : null;
}

/** Finds or makes every photo's painting with every checkpoint, and tells how each stands until all are over; see `Queue.watch`. */
export async function* paint(order: PaintingsOrder, signal: AbortSignal): AsyncGenerator<Told> {
  const { queue, painters } = studio();
  const missing = new Map<string, PaintingOrder>();
  for await (const part of partsOf(order)) {
    const { photoId, checkpointId } = part;
    if ('reason' in part) {
      yield { photoId, checkpointId, status: { state: 'failed', reason: part.reason } };
      continue;
    }
    const result = (await adoptStylization(part.order)) ?? (await fromPreview(part.order, part.image));
    if (result) yield { photoId, checkpointId, status: { state: 'done', result } };
    else missing.set(JSON.stringify(part.order), part.order);
  }
  const wanted = [...missing].map(([key, each]) => ({
    key,
    // What somebody looks at comes before what is made for later.
    priority: order.preview ? 0 : 1,
    work: (report: (done: number) => void, given: AbortSignal) => painters.paint(each, report, given),
  }));
  for await (const { key, status } of queue.watch(wanted, signal)) {
    const { photoId, checkpointId } = missing.get(key)!;
    yield { photoId, checkpointId, status };
  }
}

/** The gallery's preview, where the photo is no larger than one and it is what was asked for; else null. */
async function fromPreview(
  { options, ...rest }: PaintingOrder,
  image: ImageInfo,
): Promise<Stylization | null> {
  if (options.preview || Math.max(image.width, image.height) > PREVIEW_SIDE) return null;
  if (options.strokes !== strokesAs(image, 'medium', await suitedSize(rest.checkpointId))) return null;
  const preview = await adoptStylization({ ...rest, options: { strokes: 'medium', preview: true } });
  const file = preview && (await readImage(preview.image.sha256, EVERYBODY));
  return file && addStylization({ ...rest, options, file });
}
