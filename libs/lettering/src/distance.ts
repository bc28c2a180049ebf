/** A picture of one number a pixel: rows of width × height. */
export interface Field {
  width: number;
  height: number;
  data: Float32Array;
}

const FAR = 1e12;

/**
 * How far each pixel inside a shape is from the nearest outside it, in pixels, and of those outside the same, negative. Exact for
 * the pixels' middles (Felzenszwalb & Huttenlocher 2012, Distance Transforms of Sampled Functions: one pass along each axis).
 * @param coverage 0..1; inside is 0.5 and above
 */
export function signedDistance({ width, height, data }: Field): Field {
  const to = (target: (value: number) => boolean) => {
    const squares = Float64Array.from(data, (value) => (target(value) ? 0 : FAR));
    for (let x = 0; x < width; x++) lowerEnvelope(squares, x, width, height);
    for (let y = 0; y < height; y++) lowerEnvelope(squares, y * width, 1, width);
    return squares;
  };
  const outside = to((value) => value < 0.5);
  const inside = to((value) => value >= 0.5);
  const distances = Float32Array.from(data, (value, k) =>
    value >= 0.5 ? Math.sqrt(outside[k]!) - 0.5 : 0.5 - Math.sqrt(inside[k]!),
  );
  return { width, height, data: distances };
}

/** In place along one row or column: min over q of f(q) + (p − q)². */
function lowerEnvelope(f: Float64Array, offset: number, stride: number, n: number): void {
  const vertices = new Int32Array(n);
  const bounds = new Float64Array(n + 1);
  const values = Float64Array.from({ length: n }, (_, k) => f[offset + k * stride]!);
  let last = 0;
  bounds[0] = -Infinity;
  bounds[1] = Infinity;
  const crossing = (q: number, v: number) => (values[q]! + q * q - (values[v]! + v * v)) / (2 * (q - v));
  for (let q = 1; q < n; q++) {
    let at = crossing(q, vertices[last]!);
    while (at <= bounds[last]!) at = crossing(q, vertices[--last]!);
    vertices[++last] = q;
    bounds[last] = at;
    bounds[last + 1] = Infinity;
  }
  let k = 0;
  for (let p = 0; p < n; p++) {
    while (bounds[k + 1]! < p) k++;
    const v = vertices[k]!;
    f[offset + p * stride] = (p - v) ** 2 + values[v]!;
  }
}

/** Means over squares of 2·radius + 1 pixels, cut at the border; twice, so that it is nearly round. */
export function blurred(field: Field, radius: number): Field {
  return boxMeans(boxMeans(field, radius), radius);
}

function boxMeans({ width, height, data }: Field, radius: number): Field {
  const across = means(data, height, width, width, 1, radius);
  return { width, height, data: means(across, width, height, 1, width, radius) };
}

function means(
  from: Float32Array,
  lines: number,
  n: number,
  lineStride: number,
  stride: number,
  radius: number,
) {
  // prettier-ignore
  const to = new Float32Array(from.length);
  for (let line = 0; line < lines; line++) {
    let sum = 0;
    const at = (k: number) => line * lineStride + k * stride;
    for (let k = 0; k < Math.min(radius, n); k++) sum += from[at(k)]!;
    for (let k = 0; k < n; k++) {
      if (k + radius < n) sum += from[at(k + radius)]!;
      if (k - radius - 1 >= 0) sum -= from[at(k - radius - 1)]!;
      to[at(k)] = sum / (Math.min(n - 1, k + radius) - Math.max(0, k - radius) + 1);
    }
  }
  return to;
}
