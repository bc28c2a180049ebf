'use client';
import type { ImageInfo } from '@atelier/db';
import { useEffect, useRef, useState } from 'react';
import { pictureUrl } from '@/pictures/device-pictures.ts';
import { cn } from '@/ui/class-names.ts';
import { inSight, type Look } from '@/zoom/look.ts';
import { blended, type BlendOptions, draw, type Drawn, type Layers, loadBitmap } from './blending.ts';
import { applyMask, type Mask } from './mask.ts';

/** Wide enough for any screen that the stage fills, small enough to blend while a slider moves. */
const WIDTH = 1280;
/** From this magnification on what is in sight is drawn from the full pictures. */
const CLOSE = 1.3;
/** So long must a look rest, in milliseconds, before it is drawn in detail. */
const REST = 150;

interface BlendCanvasProps extends BlendOptions, Layers<ImageInfo> {
  mask: Mask;
  label: string;
  look: Look;
  onDrawn: (painting: string) => void;
  onFailed: (cause: unknown) => void;
}

/**
 * The painting as the visitor wants it: blended anew in the browser whenever an option changes. Until a painting has come,
 * the one before it stays.
 */
export function BlendCanvas({ label, look, onDrawn, onFailed, ...blend }: BlendCanvasProps) {
  const { photo, painting, other } = blend;
  const [drawn, setDrawn] = useState<{ drawn: Drawn; painting: string }>();
  const width = Math.min(WIDTH, photo.width);
  const height = Math.round((photo.height * width) / photo.width);

  useEffect(
    () =>
      load({ photo, painting, other }, WIDTH, onFailed, (layers) => {
        setDrawn({ drawn: draw(layers, width, height), painting: painting.sha256 });
        onDrawn(painting.sha256);
      }),
    [photo, painting, other, width, height, onDrawn, onFailed],
  );

  return (
    <div
      role="img"
      aria-label={label}
      data-drawn={drawn?.painting}
      className={cn('relative size-full transition-opacity', !drawn && 'opacity-0')}
    >
      <Blended drawn={drawn?.drawn} {...blend} className="size-full" />
      {look.scale > CLOSE && drawn && (
        <Detail key={`${painting.sha256} ${other?.sha256}`} {...blend} look={look} onFailed={onFailed} />
      )}
    </div>
  );
}

/** What is in sight of the full pictures, over the reduced ones. */
function Detail({ look: { scale, x, y }, onFailed, ...blend }: Omit<BlendCanvasProps, 'label' | 'onDrawn'>) {
  const { photo, painting, other } = blend;
  const place = useRef<HTMLDivElement>(null);
  const [full, setFull] = useState<Layers<ImageBitmap>>();
  const [drawn, setDrawn] = useState<{ drawn: Drawn; part: ReturnType<typeof inSight> }>();

  useEffect(
    () => load({ photo, painting, other }, undefined, onFailed, setFull, true),
    [photo, painting, other, onFailed],
  );
  useEffect(() => {
    const box = place.current;
    if (!full || !box) return;
    const rested = setTimeout(() => {
      const part = inSight({ scale, x, y });
      const width = Math.ceil(
        Math.min(photo.width * part.size, (box.clientWidth || WIDTH) * devicePixelRatio, 2 * WIDTH),
      );
      const height = Math.max(1, Math.round((width * photo.height) / photo.width));
      setDrawn({ drawn: draw(full, width, height, part), part });
    }, REST);
    return () => clearTimeout(rested);
  }, [full, scale, x, y, photo]);

  const percent = (share: number) => `${share * 100}%`;
  return (
    <div
      ref={place}
      className="absolute inset-0"
      data-detail={drawn && full ? percent(drawn.part.size) : undefined}
    >
      {drawn && (
        <div
          className="absolute"
          style={{
            left: percent(drawn.part.x),
            top: percent(drawn.part.y),
            width: percent(drawn.part.size),
            height: percent(drawn.part.size),
          }}
        >
          <Blended drawn={drawn.drawn} part={drawn.part} {...blend} className="size-full" />
        </div>
      )}
    </div>
  );
}

interface BlendedProps extends BlendOptions {
  drawn: Drawn | undefined;
  mask: Mask;
  /** The part of the photo that is drawn; without it, all. */
  part?: ReturnType<typeof inSight>;
  className: string;
}

function Blended({ drawn, mask, part, strength, keepColours, share, className }: BlendedProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!drawn) return;
    const frame = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d');
      if (!context) return;
      // Set here and not as attributes: setting them empties the canvas.
      const { width, height } = drawn.photo;
      if (context.canvas.width !== width || context.canvas.height !== height)
        Object.assign(context.canvas, { width, height });
      context.putImageData(blended(drawn, { strength, keepColours, share }), 0, 0);
      applyMask(context, mask, part);
    });
    return () => cancelAnimationFrame(frame);
  }, [drawn, mask, part, strength, keepColours, share]);
  return <canvas ref={canvas} className={cn('block', className)} />;
}

/** Loads the pictures, at most `width` pixels wide, and gives them to `use`; they are freed when that is done, or with the effect. */
function load(
  { photo, painting, other }: Layers<ImageInfo>,
  width: 1280 | undefined,
  onFailed: (cause: unknown) => void,
  use: (layers: Layers<ImageBitmap>) => void,
  keep = false,
): () => void {
  let gone = false;
  let free: () => void = () => undefined;
  const bitmap = ({ sha256 }: ImageInfo) => loadBitmap(pictureUrl(sha256, width));
  Promise.all([bitmap(photo), bitmap(painting), other && bitmap(other)])
    .then(([below, above, second]) => {
      free = () => [below, above, second].forEach((each) => each?.close());
      if (!gone) use({ photo: below, painting: above, other: second });
      if (gone || !keep) free();
    })
    .catch((cause: unknown) => {
      if (!gone) onFailed(cause);
    });
  return () => {
    gone = true;
    if (keep) free();
  };
}
