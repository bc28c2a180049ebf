'use client';
import { useTranslations } from 'next-intl';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { cn } from '@/ui/class-names.ts';
import { inSight, type Look } from '@/zoom/look.ts';
import { drawStrokes, type Mask, type Stroke } from './mask.ts';
import { useMaskKeys } from './use-mask-keys.ts';

export interface Brush {
  /** Diameter, as a share of the photo's width. */
  size: number;
  erases: boolean;
}

interface MaskBrushProps {
  mask: Mask;
  onMask: (mask: Mask) => void;
  onUndo: (() => void) | undefined;
  brush: Brush;
  look: Look;
  /** Height by width of the photo. */
  ratio: number;
}

/** Over the stage: what is marked, in red, and a brush to mark more, moved by hand or by keys. */
export function MaskBrush({ mask, onMask, onUndo, brush, look, ratio }: MaskBrushProps) {
  const t = useTranslations('paint');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [stroke, setStroke] = useState<Stroke>();
  const part = inSight(look);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const { clientWidth: width, clientHeight: height } = context.canvas;
    Object.assign(context.canvas, { width, height }); // empties it as well
    const full = width / part.size;
    context.translate(-part.x * full, -part.y * full * ratio);
    context.strokeStyle = '#e0301e';
    drawStrokes(context, stroke ? [...mask.strokes, stroke] : mask.strokes, full);
  });

  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return [
      part.x + ((clientX - box.left) / box.width) * part.size,
      (part.y + ((clientY - box.top) / box.height) * part.size) * ratio,
    ];
  };
  const extend = (points: number[]) =>
    setStroke((before) => before && { ...before, points: [...before.points, ...points] });
  const end = () => {
    if (stroke) onMask({ ...mask, strokes: [...mask.strokes, stroke] });
    setStroke(undefined);
  };
  const { place, down, on } = useMaskKeys({
    ...{ size: brush.size, ratio, onUndo, onMove: extend, onLift: end },
    onDown: (points) => setStroke({ ...brush, points }),
  });
  const percent = (share: number) => `${(100 * share) / part.size}%`;
  return (
    <div
      role="application"
      tabIndex={0}
      aria-label={t('maskKeys')}
      aria-describedby="mask-keys"
      className="absolute inset-0 z-10 overflow-hidden"
      {...on}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('maskCanvas')}
        className="absolute inset-0 size-full cursor-crosshair touch-none opacity-55"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setStroke({ ...brush, points: placeOf(event) });
        }}
        onPointerMove={(event) => extend(placeOf(event))}
        onPointerUp={end}
        onPointerCancel={end}
      />
      {place && (
        <div
          data-brush
          className={cn(
            'pointer-events-none absolute aspect-square -translate-1/2 rounded-full border-2 border-white outline-2 outline-black',
            down && 'border-dashed',
          )}
          style={{
            left: percent(place[0] - part.x),
            top: percent(place[1] / ratio - part.y),
            width: percent(brush.size),
          }}
        />
      )}
      <p role="status" className="sr-only">
        {place && t(down ? 'maskDown' : 'maskLifted')}
      </p>
    </div>
  );
}
