/** Two paintings side by side, the photo beside them, or one over the other with a line to draw. */
export const views = ['side', 'three', 'wipe'] as const;
export type View = (typeof views)[number];
