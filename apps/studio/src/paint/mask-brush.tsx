'use client';
import { useTranslations } from 'next-intl';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { inSight, type Look } from '@/zoom/look.ts';
import { drawStrokes, type Mask, type Stroke } from './mask.ts';

export interface Brush {
  /** Diameter, as a share of the photo's width. */
  size: number;
  erases: boolean;
}

interface MaskBrushProps {
  mask: Mask;
  onMask: (mask: Mask) => void;
  brush: Brush;
  look: Look;
  /** Height by width of the photo. */
  ratio: number;
}

/** Over the stage: what is marked, in red, and a brush to mark more. */
export function MaskBrush({ mask, onMask, brush, look, ratio }: MaskBrushProps) {
  const t = useTranslations('paint');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [stroke, setStroke] = useState<Stroke>();

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const { clientWidth: width, clientHeight: height } = context.canvas;
    Object.assign(context.canvas, { width, height }); // empties it as well
    const part = inSight(look);
    const full = width / part.size;
    context.translate(-part.x * full, -part.y * full * ratio);
    context.strokeStyle = '#e0301e';
    drawStrokes(context, stroke ? [...mask.strokes, stroke] : mask.strokes, full);
  });

  const place = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    const box = currentTarget.getBoundingClientRect();
    const part = inSight(look);
    return [
      part.x + ((clientX - box.left) / box.width) * part.size,
      (part.y + ((clientY - box.top) / box.height) * part.size) * ratio,
    ];
  };
  const end = () => {
    if (stroke) onMask({ ...mask, strokes: [...mask.strokes, stroke] });
    setStroke(undefined);
  };
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t('maskCanvas')}
      className="absolute inset-0 z-10 size-full cursor-crosshair touch-none opacity-55"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStroke({ ...brush, points: place(event) });
      }}
      onPointerMove={(event) =>
        stroke && setStroke({ ...stroke, points: [...stroke.points, ...place(event)] })
      }
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
