import { HALF, type Matches, type Plane } from './patch-match.ts';
import { type Raster, resampled } from './resample.ts';

/** RGBA bytes as a raster whose colours are multiplied by alpha: what is transparent has none. */
export function premultiplied({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: Uint8Array;
}): Raster {
  const paint = Float32Array.from(data);
  for (let k = 0; k < paint.length; k += 4)
    for (let channel = 0; channel < 3; channel++) paint[k + channel]! *= paint[k + 3]! / 255;
  return { width, height, channels: 4, data: paint };
}

/** A size of a picture; without paint it is transparent. */
export function planeOf(paint: Raster | undefined, guide: Raster, scale: number): Plane {
  const [width, height] = [guide.width, guide.height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number]; // prettier-ignore
  const plane = {
    width,
    height,
    paint: new Uint8Array(4 * (width + 2 * HALF) * (height + 2 * HALF)),
    guide: resampled(guide, width, height).data,
  };
  if (paint) {
    const { data } = resampled(paint, width, height);
    for (let y = 0; y < height; y++)
      for (let k = 0; k < 4 * width; k++)
        plane.paint[4 * ((y + HALF) * (width + 2 * HALF) + HALF) + k] = Math.round(data[4 * y * width + k]!);
    repeatBorder(plane);
  }
  return plane;
}

/** The outermost pixels, repeated into the border. */
export function repeatBorder({ width, height, paint }: Plane): void {
  const line = 4 * (width + 2 * HALF);
  for (let y = HALF; y < height + HALF; y++)
    for (let x = 0; x < HALF; x++) {
      paint.copyWithin(y * line + 4 * x, y * line + 4 * HALF, y * line + 4 * HALF + 4);
      const last = y * line + 4 * (HALF + width - 1);
      paint.copyWithin(last + 4 * (x + 1), last, last + 4);
    }
  for (let y = 0; y < HALF; y++) {
    paint.copyWithin(y * line, HALF * line, (HALF + 1) * line);
    paint.copyWithin((HALF + height + y) * line, (HALF + height - 1) * line, (HALF + height) * line);
  }
}

/** The plane's paint as RGBA with its colours not multiplied. */
export function straight({ width, height, paint }: Plane): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = 4 * ((y + HALF) * (width + 2 * HALF) + x + HALF);
      const to = 4 * (y * width + x);
      const alpha = paint[from + 3]!;
      for (let channel = 0; channel < 3 && alpha > 0; channel++)
        data[to + channel] = Math.min(255, Math.round((255 * paint[from + channel]!) / alpha));
      data[to + 3] = alpha;
    }
  return data;
}

/** The first matches: random pixels of the source, of about the same place across the stroke; of some the best. */
export function matchByPlace(
  target: Plane,
  source: Plane,
  pixels: Int32Array,
  matches: Matches,
  random: () => number,
): void {
  const { guide } = source;
  const order = Uint32Array.from({ length: source.width * source.height }, (_, k) => k).sort((a, b) => guide[3 * a]! - guide[3 * b]! || a - b); // prettier-ignore
  const around = Math.ceil(order.length / 100);
  for (const p of pixels) {
    const [place, nx, ny] = [target.guide[3 * p]!, target.guide[3 * p + 1]!, target.guide[3 * p + 2]!];
    let [low, high] = [0, order.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (guide[3 * order[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    let [best, least] = [-1, Infinity];
    for (let k = 0; k < 12; k++) {
      const at = Math.round(low + (2 * random() - 1) * around);
      const q = order[Math.max(0, Math.min(order.length - 1, at))]!;
      const away = 9 * (guide[3 * q]! - place) ** 2 + (guide[3 * q + 1]! - nx) ** 2 + (guide[3 * q + 2]! - ny) ** 2; // prettier-ignore
      if (away < least) [best, least] = [q, away];
    }
    matches.source[p] = best;
    matches.uses[best]!++;
  }
}

/** What a smaller size found, in the next larger one. */
export function matchBySmaller(
  smaller: { target: Plane; source: Plane; matches: Matches },
  target: Plane,
  source: Plane,
  pixels: Int32Array,
  matches: Matches,
): void {
  const ratio = (from: number, to: number) => to / from;
  const [right, down] = [
    ratio(smaller.target.width, target.width),
    ratio(smaller.target.height, target.height),
  ];
  const [across, along] = [
    ratio(smaller.source.width, source.width),
    ratio(smaller.source.height, source.height),
  ];
  for (const p of pixels) {
    const [x, y] = [p % target.width, (p / target.width) | 0];
    const [px, py] = [Math.min(smaller.target.width - 1, (x / right) | 0), Math.min(smaller.target.height - 1, (y / down) | 0)]; // prettier-ignore
    let n = py * smaller.target.width + px;
    // At the rim of what is painted the smaller size may have nothing there, but beside.
    if (smaller.matches.source[n]! < 0) n = nearest(smaller.matches.source, smaller.target, px, py);
    const q = smaller.matches.source[n]!;
    const qx = Math.round((q % smaller.source.width) * across + x - px * right);
    const qy = Math.round(((q / smaller.source.width) | 0) * along + y - py * down);
    const found = Math.max(0, Math.min(source.height - 1, qy)) * source.width + Math.max(0, Math.min(source.width - 1, qx)); // prettier-ignore
    matches.source[p] = found;
    matches.cost[p] = smaller.matches.cost[n]!;
    matches.uses[found]!++;
  }
}

function nearest(matches: Int32Array, { width, height }: Plane, x: number, y: number): number {
  for (let reach = 1; ; reach++)
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++)
        if (
          x + dx >= 0 &&
          x + dx < width &&
          y + dy >= 0 &&
          y + dy < height &&
          matches[(y + dy) * width + x + dx]! >= 0
        )
          return (y + dy) * width + x + dx;
}
