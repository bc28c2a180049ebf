import type { Photo } from '@atelier/db';
import { useState } from 'react';
import { type Mask, NO_MASK, type Stroke } from './mask.ts';
import type { Brush } from './mask-brush.tsx';

interface Marked {
  photoId: string | undefined;
  mask: Mask;
  /** What was marked before each change of it, the last one last. */
  before: Stroke[][];
}

/** What is marked of a photo, with what, and whether it is being marked; another photo has a mask of its own. */
export function useMask(photo: Photo | undefined) {
  const [marked, setMarked] = useState<Marked>();
  const [brush, setBrush] = useState<Brush>({ size: 0.08, erases: false });
  const [marking, setMarking] = useState(false);
  const photoId = photo?.id;
  const { mask, before } = marked?.photoId === photoId && marked ? marked : { mask: NO_MASK, before: [] };
  const last = before.at(-1);
  return {
    mask,
    setMask: (next: Mask) => {
      const changed = next.strokes !== mask.strokes;
      setMarked({ photoId, mask: next, before: changed ? [...before, mask.strokes] : before });
    },
    /** Takes back the last change of what is marked; undefined where there is none. */
    undo:
      last && (() => setMarked({ photoId, mask: { ...mask, strokes: last }, before: before.slice(0, -1) })),
    ...{ brush, setBrush, marking, setMarking },
  };
}
