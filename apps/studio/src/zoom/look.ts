/** Where a pane looks: the magnification, and the picture's corner in shares of the pane's width and height. */
export interface Look {
  scale: number;
  x: number;
  y: number;
}

export const MAX_SCALE = 12;
export const WHOLE: Look = { scale: 1, x: 0, y: 0 };

/** The part of the picture that is in sight, in shares of its width and height. */
export const inSight = ({ scale, x, y }: Look) => ({ x: -x / scale, y: -y / scale, size: 1 / scale });

/** The same place magnified by another factor, about the middle of the pane. */
export function magnified(look: Look, scale: number): Look {
  const to = Math.min(MAX_SCALE, Math.max(1, scale));
  const place = (at: number) => Math.min(0, Math.max(1 - to, 0.5 - (0.5 - at) * (to / look.scale)));
  return { scale: to, x: place(look.x), y: place(look.y) };
}
