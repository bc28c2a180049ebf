import { type FocusEvent, type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react';

/** Where a brush is, x and y as shares of the photo's width. */
export type Place = [number, number];

const steps: Record<string, Place> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** How many steps one with Shift is. */
const FAR = 4;

interface MaskKeys {
  /** The brush's diameter, as a share of the photo's width. */
  size: number;
  /** Height by width of the photo. */
  ratio: number;
  /** The brush is put down, is moved while it is down, and lifted. */
  onDown: (place: Place) => void;
  onMove: (place: Place) => void;
  onLift: () => void;
  onUndo: (() => void) | undefined;
}

/** A brush that arrow keys move and Space puts down and lifts; Ctrl or Cmd with Z takes back, wherever the focus is. */
export function useMaskKeys({ size, ratio, onDown, onMove, onLift, onUndo }: MaskKeys) {
  const [place, setPlace] = useState<Place>();
  const [down, setDown] = useState(false);
  const undo = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const writes = event.target instanceof Element && event.target.closest('input, textarea');
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== 'z' || writes) return;
    event.preventDefault();
    onUndo?.();
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => undo(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  const lift = () => {
    if (down) onLift();
    setDown(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!(step || event.key === ' ' || (down && event.key === 'Escape'))) return;
    event.preventDefault();
    event.stopPropagation(); // the stage has keys of its own
    const now = place ?? ([0.5, ratio / 2] as Place);
    if (step) {
      const far = (size / 2) * (event.shiftKey ? FAR : 1);
      const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
      const next: Place = [within(now[0] + step[0] * far, 1), within(now[1] + step[1] * far, ratio)];
      setPlace(next);
      if (down) onMove(next);
    } else if (down) lift();
    else {
      setPlace(now);
      setDown(true);
      onDown(now);
    }
  };
  return {
    place,
    down,
    on: {
      onKeyDown,
      // Not for a pointer, which shows the brush's place itself.
      onFocus: ({ target }: FocusEvent) =>
        target.matches(':focus-visible') && setPlace((before) => before ?? [0.5, ratio / 2]),
      onBlur: () => {
        lift();
        setPlace(undefined);
      },
    },
  };
}
