'use client';
import { useEffect, useRef } from 'react';
import { cn } from '@/ui/class-names.ts';

interface PixelsProps {
  pixels: ImageData;
  /** What is to be seen. */
  label: string;
  /** Single pixels are to be seen: not smoothed. */
  crisp?: boolean;
  className?: string;
}

/** A picture that was computed here. */
export function Pixels({ pixels, label, crisp, className }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0), [pixels]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={pixels.width}
      height={pixels.height}
      className={cn('block w-full bg-sunken', crisp && '[image-rendering:pixelated]', className)}
    />
  );
}
