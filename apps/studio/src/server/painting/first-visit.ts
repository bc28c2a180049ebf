import { log } from '@atelier/log';
import { listPhotos, listStyles } from '@atelier/db';
import { Refused } from '../../contracts/refused.ts';
import { paint } from './paint.ts';

/**
 * Paints what the gallery shows to whoever comes for the first time, the first photo in every style, so that it is there
 * at once. Whoever comes before it is done waits for the rest. A failure is told and harms nobody: the gallery asks again.
 */
export async function paintFirstVisit(): Promise<void> {
  try {
    const [[photo], styles] = await Promise.all([listPhotos(null), listStyles(null)]);
    const checkpointIds = styles.flatMap(({ published }) => published?.id ?? []);
    if (!photo || checkpointIds.length === 0) return;
    const order = {
      ownerId: null,
      photoIds: [photo.id],
      checkpointIds,
      strokes: 'medium' as const,
      preview: true,
    };
    for await (const { status } of paint(order, new AbortController().signal))
      if (status.state === 'failed') throw new Refused(status.reason, JSON.stringify(status.reason));
  } catch (error) {
    log.error({ err: error }, 'the first paintings could not be made');
  }
}
