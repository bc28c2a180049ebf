/**
 * How broad strokes are, relative to the picture: as suits the style, or broader or finer, whatever the photo's resolution.
 * `full`: painted at the photo's own size, where strokes have the size in pixels that the network learnt.
 */
export const strokes = ['broad', 'medium', 'fine', 'full'] as const;
export type Strokes = (typeof strokes)[number];

/** How much smaller than at `medium` the photo is painted. */
const BREADTH = { broad: 1.6, medium: 1, fine: 0.625, full: 0 };

/** Of a style that says nothing of its own. */
const SUITED_SIZE = 720;

/**
 * The working size: the side, in pixels, of a square with as many pixels as the network is given.
 * @param suited the one that suits the style
 */
export const sizeOf = (strokes: Strokes, suited = SUITED_SIZE): number => suited / BREADTH[strokes];

/**
 * How far a photo that is smaller than suits the style is enlarged; the painting is made as small as the photo again. Small
 * photos would else have coarse strokes and, where a network has a grain of its own, that.
 */
const MOST_ENLARGED = 2;

/** How many times its own size a photo is painted at, at most: enlarged only where the style names its size. */
export const mostEnlarged = (strokes: Strokes, suited?: number): number =>
  suited === undefined || strokes === 'full' ? 1 : MOST_ENLARGED;
