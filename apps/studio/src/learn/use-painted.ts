import type { ImageInfo, Photo, Style } from '@atelier/db';
import { usePaintings } from '@/paint/use-paintings.ts';

/** The photo painted by each checkpoint of the style, by the earliest first, as far as they have come; `all` once they all have. */
export function usePainted(photo: Photo, style: Style) {
  const checkpoints = [...style.checkpoints].sort((a, b) => a.iteration - b.iteration);
  const { statuses } = usePaintings({
    photoId: photo.id,
    checkpointIds: checkpoints.map(({ id }) => id),
    strokes: 'medium',
    preview: true,
  });
  const painted: { iteration: number; image: ImageInfo }[] = checkpoints.flatMap(({ id, iteration }) => {
    const status = statuses[id];
    return status?.state === 'done' ? [{ iteration, image: status.result.image }] : [];
  });
  return { painted, all: painted.length === checkpoints.length };
}
