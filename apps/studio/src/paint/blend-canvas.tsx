'use client';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { ImageInfo } from '@atelier/db';
import { imageUrl } from '@/contracts/image-address.ts';
import { blended, type BlendOptions, drawPair, loadBitmap, type Pair } from './blending.ts';

/** Wide enough for any screen that the stage fills, small enough to blend while a slider moves. */
const WIDTH = 1280;

interface BlendCanvasProps extends BlendOptions {
  photo: ImageInfo;
  painting: ImageInfo;
  label: string;
  onFailed: (cause: unknown) => void;
  style?: CSSProperties;
}

/** The painting as the visitor wants it: blended anew in the browser whenever an option changes. */
export function BlendCanvas({
  photo,
  painting,
  strength,
  keepColours,
  label,
  onFailed,
  style,
}: BlendCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pair, setPair] = useState<Pair>();
  const width = Math.min(WIDTH, photo.width);
  const height = Math.round((photo.height * width) / photo.width);

  useEffect(() => {
    let gone = false;
    Promise.all([loadBitmap(imageUrl(photo.sha256, WIDTH)), loadBitmap(imageUrl(painting.sha256, WIDTH))])
      .then(([below, above]) => {
        if (!gone) setPair(drawPair(below, above, width, height));
        below.close();
        above.close();
      })
      .catch((cause: unknown) => {
        if (!gone) onFailed(cause);
      });
    return () => {
      gone = true;
    };
  }, [photo.sha256, painting.sha256, width, height, onFailed]);

  useEffect(() => {
    if (!pair) return;
    const frame = requestAnimationFrame(() =>
      canvas.current?.getContext('2d')?.putImageData(blended(pair, { strength, keepColours }), 0, 0),
    );
    return () => cancelAnimationFrame(frame);
  }, [pair, strength, keepColours]);

  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={width}
      height={height}
      data-drawn={pair ? painting.sha256 : undefined}
      style={style}
      className="block size-full"
    />
  );
}
