import type { Owner, Stylization } from '@atelier/db';
import type { Reason } from '../../contracts/refused.ts';
import type { Strokes } from '@atelier/stylize';

/** One painting to make. */
export interface PaintingOrder {
  /** Who asks for it. */
  ownerId: Owner;
  photoId: string;
  checkpointId: string;
  options: {
    strokes: Strokes;
    /** Made for a card of the gallery, of a small copy of the photo, and not for the history. */
    preview: boolean;
  };
}

/** What a painting process is told: to paint, with the address of the database, or to give up what it paints. */
export type ToPainter =
  | { type: 'paint'; order: PaintingOrder; database: string; ids: Readonly<Record<string, string>> }
  | { type: 'give up' };

/** What it tells: the share that is done, 0..1; then how it ended. */
export type FromPainter =
  | { type: 'progress'; done: number }
  | { type: 'painted'; painting: Stylization }
  | { type: 'failed'; reason: Reason; detail: string };
