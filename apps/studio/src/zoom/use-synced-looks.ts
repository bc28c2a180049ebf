'use client';
import { useRef } from 'react';
import type { ReactZoomPanPinchRef } from 'react-zoom-pan-pinch';
import { type Look, magnified } from './look.ts';

/** Panes that look at the same place: where one goes, the others follow. */
export function useSyncedLooks(onLook: (look: Look) => void) {
  const panes = useRef(new Map<string, ReactZoomPanPinchRef>());
  const following = useRef(false);

  const apply = (pane: ReactZoomPanPinchRef, { scale, x, y }: Look) => {
    const box = pane.instance.wrapperComponent;
    if (box) void pane.setTransform(x * box.clientWidth, y * box.clientHeight, scale, 0);
  };
  const follow = (leader: string | null, look: Look) => {
    if (following.current) return;
    following.current = true; // the followers' own reports lead nobody
    for (const [name, pane] of panes.current) if (name !== leader) apply(pane, look);
    following.current = false;
    onLook(look);
  };

  return {
    pane: (name: string) => ({
      ref: (pane: ReactZoomPanPinchRef | null) => {
        if (pane) panes.current.set(name, pane);
        else panes.current.delete(name);
      },
      onLook: (look: Look) => follow(name, look),
    }),
    zoomTo: (scale: number, look: Look) => follow(null, magnified(look, scale)),
  };
}
