import type { Photo } from '@atelier/db';
import { useState } from 'react';
import { type Mask, NO_MASK } from './mask.ts';
import type { Brush } from './mask-brush.tsx';

/** What is marked of a photo, with what, and whether it is being marked; another photo has a mask of its own. */
export function useMask(photo: Photo | undefined) {
  const [marked, setMarked] = useState<{ photoId: string | undefined; mask: Mask }>();
  const [brush, setBrush] = useState<Brush>({ size: 0.08, erases: false });
  const [marking, setMarking] = useState(false);
  return {
    mask: marked?.photoId === photo?.id ? (marked?.mask ?? NO_MASK) : NO_MASK,
    setMask: (mask: Mask) => setMarked({ photoId: photo?.id, mask }),
    ...{ brush, setBrush, marking, setMarking },
  };
}
