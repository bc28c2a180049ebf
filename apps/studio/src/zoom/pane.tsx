'use client';
import type { ReactNode, Ref } from 'react';
import { type ReactZoomPanPinchRef, TransformComponent, TransformWrapper } from 'react-zoom-pan-pinch';
import { MAX_SCALE, type Look } from './look.ts';

interface PaneProps {
  label: string;
  look: Look;
  ref: Ref<ReactZoomPanPinchRef>;
  onLook: (look: Look) => void;
  /** The wheel scrolls the page, and zooms only with Ctrl held; a whole picture does not move. */
  calm?: boolean;
  children: ReactNode;
}

/** A picture to be zoomed and moved. */
export function Pane({ label, look, ref, onLook, calm = false, children }: PaneProps) {
  return (
    <TransformWrapper
      ref={ref}
      initialScale={look.scale}
      minScale={1}
      maxScale={MAX_SCALE}
      keyboard={{ disabled: false }}
      doubleClick={{ mode: 'toggle', disabled: calm }}
      {...(calm && {
        wheel: { activationKeys: ['Control', 'Meta'] },
        panning: { disabled: look.scale === 1 },
      })}
      zoomAnimation={{ disabled: true }}
      velocityAnimation={{ disabled: true }}
      onInit={({ instance, setTransform }) => {
        const box = instance.wrapperComponent;
        if (box && look.scale > 1)
          void setTransform(look.x * box.clientWidth, look.y * box.clientHeight, look.scale, 0);
      }}
      onTransform={({ instance }, { scale, positionX, positionY }) => {
        const box = instance.wrapperComponent;
        if (box) onLook({ scale, x: positionX / box.clientWidth, y: positionY / box.clientHeight });
      }}
    >
      <TransformComponent
        wrapperProps={{ tabIndex: 0, role: 'group', 'aria-label': label }}
        wrapperStyle={{ width: '100%', height: '100%' }}
        contentStyle={{ width: '100%', height: '100%' }}
      >
        {children}
      </TransformComponent>
    </TransformWrapper>
  );
}
