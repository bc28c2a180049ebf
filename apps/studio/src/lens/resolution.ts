export interface Size {
  width: number;
  height: number;
}

/** Long sides, in pixels, at which frames may be painted. */
const SIDES = [224, 256, 320, 384, 448, 512, 640, 768, 960];
const FIRST = 256;
/** Milliseconds that a frame may take: fifteen a second. */
const ALLOWED = 1000 / 15;
/** Of what is allowed: larger frames are tried below it. */
const SPARE = 0.8;
/** The share of a new measurement in the mean. */
const NEW = 0.3;

/**
 * Chooses the size at which a camera's frames are painted, so that fifteen a second are: what a frame takes goes with its
 * number of pixels. Where not even the smallest keeps to that, the smallest.
 */
export class Resolution {
  #side = FIRST;
  /** Milliseconds a pixel. */
  #cost: number | undefined;
  /** The first frame of a size takes longer, as the engine prepares for it. */
  #prepared = '';

  /** The size for frames that come as large as `camera`: of its shape, and not larger. */
  size({ width, height }: Size): Size {
    const long = Math.max(width, height);
    const scale = Math.min(this.#side, long) / long;
    const side = (pixels: number) => Math.max(32, 4 * Math.round((pixels * scale) / 4));
    return { width: side(width), height: side(height) };
  }

  /** Tells how long a frame of this size took, from the camera to the page. */
  took(milliseconds: number, { width, height }: Size): void {
    const size = `${width}×${height}`;
    if (size !== this.#prepared) {
      this.#prepared = size;
      return;
    }
    const cost = milliseconds / (width * height);
    this.#cost = this.#cost === undefined ? cost : this.#cost + NEW * (cost - this.#cost);
    const shape = (width * height) / Math.max(width, height) ** 2;
    const expected = (side: number) => this.#cost! * shape * side ** 2;
    if (expected(this.#side) > ALLOWED)
      this.#side = SIDES.findLast((side) => expected(side) <= ALLOWED) ?? SIDES[0]!;
    else this.#side = SIDES.findLast((side) => side === this.#side || expected(side) <= SPARE * ALLOWED)!;
  }
}
