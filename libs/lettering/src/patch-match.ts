/** Half a patch's side: patches are 5 × 5. */
export const HALF = 2;

/** One size of a picture in the search: paint with a border of `HALF` repeated pixels, and the guide without. */
export interface Plane {
  width: number;
  height: number;
  /** RGBA with the colours multiplied by alpha, (width + 2·HALF) × (height + 2·HALF). */
  paint: Uint8Array;
  /** See `guideOf`. */
  guide: Float32Array;
}

/** For each pixel of the target the pixel of the source that its patch looks like; −1 where nothing is sought. */
export interface Matches {
  source: Int32Array;
  cost: Float32Array;
  /** How often each pixel of the source is used. */
  uses: Uint16Array;
}

/** What a difference counts: of the place across the stroke, of the edge's direction, and each use more than the mean. */
const PLACE = 4;
const DIRECTION = 0.15;
const REPEATED = 0.004;
/** Of 25 pixels' four bytes, to squares of 0..1. */
const PAINT = 1 / (25 * 255 * 255);

/**
 * How little a patch of the target is like one of the source (Yang et al. 2017, equations 5 to 8): the mean squared difference of
 * their paint, that of the places of their middles, and how worn the source's patch is.
 * @returns Infinity as soon as it is more than `limit`
 */
function costOf(target: Plane, p: number, source: Plane, q: number, uses: number, limit: number): number {
  const [a, b] = [target.guide, source.guide];
  const place = a[3 * p]! - b[3 * q]!;
  const [nx, ny] = [a[3 * p + 1]! - b[3 * q + 1]!, a[3 * p + 2]! - b[3 * q + 2]!];
  const scale = Math.max(1, a[3 * p]!);
  let cost = (PLACE * place * place) / (scale * scale) + DIRECTION * (nx * nx + ny * ny) + REPEATED * uses;
  if (cost > limit) return Infinity;
  const [px, py] = [p % target.width, (p / target.width) | 0];
  const [qx, qy] = [q % source.width, (q / source.width) | 0];
  const [pLine, qLine] = [4 * (target.width + 2 * HALF), 4 * (source.width + 2 * HALF)];
  for (let row = 0; row <= 2 * HALF; row++) {
    const from = (py + row) * pLine + 4 * px;
    const to = (qy + row) * qLine + 4 * qx;
    let sum = 0;
    for (let k = 0; k < 4 * (2 * HALF + 1); k++) {
      const difference = target.paint[from + k]! - source.paint[to + k]!;
      sum += difference * difference;
    }
    cost += PAINT * sum;
    if (cost > limit) return Infinity;
  }
  return cost;
}

/**
 * Better matches for some pixels, in their order or against it: those of the neighbours, moved along, and random ones in ever
 * smaller surroundings (Barnes et al. 2009, PatchMatch).
 */
export function improve(
  target: Plane,
  source: Plane,
  matches: Matches,
  pixels: Int32Array,
  backwards: boolean,
  random: () => number,
): void {
  const { width, height } = source;
  const step = backwards ? 1 : -1;
  for (let i = 0; i < pixels.length; i++) {
    const p = pixels[backwards ? pixels.length - 1 - i : i]!;
    let best = matches.source[p]!;
    matches.uses[best]!--;
    // What it looks like has changed since.
    let least = costOf(target, p, source, best, matches.uses[best]!, Infinity);
    const attempt = (qx: number, qy: number) => {
      if (qx < 0 || qy < 0 || qx >= width || qy >= height) return;
      const q = qy * width + qx;
      if (q === best) return;
      const cost = costOf(target, p, source, q, matches.uses[q]!, least);
      if (cost < least) [best, least] = [q, cost];
    };
    const px = p % target.width;
    if (px + step >= 0 && px + step < target.width) {
      const beside = matches.source[p + step]!;
      if (beside >= 0) attempt((beside % width) - step, (beside / width) | 0);
    }
    const over = p + step * target.width;
    if (over >= 0 && over < matches.source.length && matches.source[over]! >= 0) {
      const q = matches.source[over]!;
      attempt(q % width, ((q / width) | 0) - step);
    }
    for (let reach = Math.max(width, height) >> 1; reach >= 1; reach >>= 2) {
      const [x, y] = [best % width, (best / width) | 0];
      attempt(x + Math.round((2 * random() - 1) * reach), y + Math.round((2 * random() - 1) * reach));
    }
    matches.source[p] = best;
    matches.cost[p] = least;
    matches.uses[best]!++;
  }
}

/**
 * The paint of some pixels: the mean of what all patches that cover one want there, those that fit well counting for more (Wexler
 * et al. 2007). `into` is a plane's paint, not the one that is searched.
 */
export function vote(
  target: Plane,
  source: Plane,
  matches: Matches,
  pixels: Int32Array,
  into: Uint8Array,
): void {
  const line = target.width + 2 * HALF;
  const sourceLine = source.width + 2 * HALF;
  for (const p of pixels) {
    const [px, py] = [p % target.width, (p / target.width) | 0];
    let [red, green, blue, alpha, sum] = [0, 0, 0, 0, 0];
    for (let dy = -HALF; dy <= HALF; dy++) {
      if (py + dy < 0 || py + dy >= target.height) continue;
      for (let dx = -HALF; dx <= HALF; dx++) {
        if (px + dx < 0 || px + dx >= target.width) continue;
        const n = p + dy * target.width + dx;
        const q = matches.source[n]!;
        if (q < 0) continue;
        const weight = 1 / (0.003 + matches.cost[n]!) / (1 + dx * dx + dy * dy);
        const at =
          4 * (((q / source.width) | 0) + HALF - dy) * sourceLine + 4 * ((q % source.width) + HALF - dx);
        red += weight * source.paint[at]!;
        green += weight * source.paint[at + 1]!;
        blue += weight * source.paint[at + 2]!;
        alpha += weight * source.paint[at + 3]!;
        sum += weight;
      }
    }
    const to = 4 * ((py + HALF) * line + px + HALF);
    into[to] = Math.round(red / sum);
    into[to + 1] = Math.round(green / sum);
    into[to + 2] = Math.round(blue / sum);
    into[to + 3] = Math.round(alpha / sum);
  }
}
