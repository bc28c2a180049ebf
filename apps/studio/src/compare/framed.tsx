import type { ImageInfo } from '@atelier/db';
import type { ReactNode } from 'react';
import { Publish } from './publish.tsx';
import type { Side } from './use-comparison.ts';

interface FramedProps {
  /** The photo: its shape is the frame's. */
  photo: { image: ImageInfo };
  caption: Side[];
  /** In the place of a caption. */
  title?: string;
  children: ReactNode;
}

export function Framed({ photo: { image }, caption, title, children }: FramedProps) {
  return (
    <figure>
      <div
        className="w-full overflow-hidden bg-sunken shadow-frame"
        style={{ aspectRatio: `${image.width} / ${image.height}` }}
      >
        {children}
      </div>
      <figcaption className="mt-3 flex flex-wrap justify-between gap-3">
        {title && <span className="text-xs">{title}</span>}
        {caption.map((side) => (
          <Publish key={side.checkpoint.id} {...side} />
        ))}
      </figcaption>
    </figure>
  );
}
