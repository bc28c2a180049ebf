'use client';
import type { ImageInfo } from '@atelier/db';
import type { Ref } from 'react';
import { type ReactZoomPanPinchRef, TransformComponent, TransformWrapper } from 'react-zoom-pan-pinch';
import { imageUrl } from '@/contracts/image-address.ts';

/** Where a pane looks: the magnification, and the picture's corner in shares of the pane's width and height. */
export interface Look {
  scale: number;
  x: number;
  y: number;
}

export const MAX_SCALE = 12;

interface PaneProps {
  image: ImageInfo;
  alt: string;
  look: Look;
  ref: Ref<ReactZoomPanPinchRef>;
  onLook: (look: Look) => void;
}

/** One painting, to be zoomed and moved. */
export function Pane({ image, alt, look, ref, onLook }: PaneProps) {
  return (
    <TransformWrapper
      ref={ref}
      initialScale={look.scale}
      minScale={1}
      maxScale={MAX_SCALE}
      keyboard={{ disabled: false }}
      doubleClick={{ mode: 'toggle' }}
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
        wrapperProps={{ tabIndex: 0, role: 'group', 'aria-label': alt }}
        wrapperStyle={{ width: '100%', height: '100%' }}
        contentStyle={{ width: '100%', height: '100%' }}
      >
        <img
          src={imageUrl(image.sha256)}
          width={image.width}
          height={image.height}
          alt=""
          draggable={false}
          className="size-full object-fill"
        />
      </TransformComponent>
    </TransformWrapper>
  );
}
