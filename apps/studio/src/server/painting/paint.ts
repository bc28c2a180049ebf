import { findStylization, type Stylization } from '@atelier/db';
import type { Strokes } from '@atelier/stylize';
import { env } from '../env.ts';
import { Line, type Standing } from './line.ts';
import { Painters } from './painters.ts';

export interface PaintingsOrder {
  photoId: string;
  checkpointIds: string[];
  strokes: Strokes;
  /** Made for a card of the gallery, of a small copy of the photo, and not for the history. */
  preview: boolean;
}

interface Studio {
  line: Line<Stylization>;
  painters: Painters;
}

// The server's bundles may each load this file; there is one line all the same.
const slot = Symbol.for('atelier.painting');
const held = globalThis as { [slot]?: Studio };

function studio(): Studio {
  return (held[slot] ??= {
    line: new Line(env.ATELIER_PAINTERS),
    painters: new Painters(env.ATELIER_PAINTERS),
  });
}

/** Finds or makes these paintings and tells how each stands until all are over; see `Line.watch`. */
export async function* paint(
  { photoId, checkpointIds, strokes, preview }: PaintingsOrder,
  signal: AbortSignal,
): AsyncGenerator<{ checkpointId: string; standing: Standing<Stylization> }> {
  const { line, painters } = studio();
  const options = { strokes, preview };
  const missing: string[] = [];
  for (const checkpointId of checkpointIds) {
    const result = await findStylization({ photoId, checkpointId, options });
    if (result) yield { checkpointId, standing: { state: 'done', result } };
    else missing.push(checkpointId);
  }
  const wanted = missing.map((checkpointId) => ({
    key: JSON.stringify([photoId, checkpointId, options]),
    work: (report: (done: number) => void, given: AbortSignal) =>
      painters.paint({ photoId, checkpointId, options }, report, given),
  }));
  for await (const { key, standing } of line.watch(wanted, signal)) {
    const index = wanted.findIndex((job) => job.key === key);
    const checkpointId = missing[index];
    if (checkpointId !== undefined) yield { checkpointId, standing };
  }
}
