import { blurred, type Field } from './distance.ts';
import { randomNumbers } from './random.ts';

/** What a network is to paint, RGB 0..255 interleaved. */
export interface Content {
  width: number;
  height: number;
  data: Uint8Array;
}

/**
 * A letter as a stroke of a loaded brush: light along its middle, dark at the rim, with streaks that run along it. Streaks are
 * noise smeared along the letter's own direction (line integral convolution, Cabral & Leedom 1993), which is that in which the
 * distance from the edge does not change; where it is not clear, at the middle, that of the surroundings (the structure tensor's
 * weaker direction). The rim's tone goes on outside: a contrast there would be painted as a second outline. Further away there are
 * clouds of all tones: networks judge what is light and dark by the whole picture, and beside a dark ground letters were light all
 * over and flat.
 * @param distance signed, see `signedDistance`
 * @param size pixels of an em
 */
export function drawnContent(distance: Field, size: number, seed: number): Content {
  const { width, height, data } = distance;
  const random = randomNumbers(seed);
  const noise = Float32Array.from(data, () => random());
  // Streaks about a fiftieth of an em wide.
  const grain = blurred({ width, height, data: noise }, Math.max(1, Math.round(size / 120)));
  const streaks = alongStrokes(grain, distance, size);
  const deepest = data.reduce((most, value) => Math.max(most, value), 1);
  const clouds = normalised(blurred({ width, height, data: noise }, Math.max(2, Math.round(size / 30))).data);
  const content = new Uint8ClampedArray(width * height * 3);
  for (const [k, depth] of data.entries()) {
    const middle = Math.min(1, Math.max(0, depth) / (0.7 * deepest)) ** 0.7;
    const letter = RIM + 0.4 * middle + 0.55 * (streaks[k]! - 0.3);
    const far = Math.min(1, Math.max(0, -depth / (size / 6) - 0.3));
    content.fill(255 * (letter + far * (clouds[k]! - letter)), 3 * k, 3 * k + 3);
  }
  return { width, height, data: new Uint8Array(content.buffer) };
}

/** The tone of a letter's rim, 0..1. */
const RIM = 0.12;

/** Of mean 0.5, and a quarter for two deviations; within 0..1. */
function normalised(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation =
    Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  return values.map((value) => Math.min(1, Math.max(0, 0.5 + (value - mean) / (4 * deviation))));
}

/** The grain's mean along the direction of the stroke, stretched to 0..1; inside the letters and some way around them. */
function alongStrokes(grain: Field, distance: Field, size: number): Float32Array {
  const { width, height, data } = distance;
  const [dx, dy] = directions(distance, Math.max(2, Math.round(size / 24)));
  const reach = Math.max(4, Math.round(size / 10));
  const smeared = new Float32Array(data.length);
  let [sum, squares, count] = [0, 0, 0];
  for (const [k, depth] of data.entries()) {
    if (depth <= -reach) continue;
    let [total, steps] = [grain.data[k]!, 1];
    for (const side of [1, -1]) {
      let [x, y] = [k % width, Math.floor(k / width)];
      let [vx, vy] = [side * dx[k]!, side * dy[k]!];
      for (let step = 0; step < reach; step++) {
        x += vx;
        y += vy;
        if (x < 0 || y < 0 || x > width - 1 || y > height - 1) break;
        const at = Math.round(y) * width + Math.round(x);
        if (depth > 0 && data[at]! <= 0) break;
        total += grain.data[at]!;
        steps++;
        // A direction has no sign: the one that turns less.
        const sign = dx[at]! * vx + dy[at]! * vy < 0 ? -1 : 1;
        [vx, vy] = [sign * dx[at]!, sign * dy[at]!];
      }
    }
    const mean = total / steps;
    smeared[k] = mean;
    [sum, squares, count] = [sum + mean, squares + mean * mean, count + 1];
  }
  const mean = sum / Math.max(1, count);
  const deviation = Math.sqrt(Math.max(1e-9, squares / Math.max(1, count) - mean * mean));
  return smeared.map((value, k) => (data[k]! > -reach ? Math.min(1, Math.max(0, 0.5 + (value - mean) / (4 * deviation))) : 0.5)); // prettier-ignore
}

/** Unit vectors along the strokes. */
function directions({ width, height, data }: Field, radius: number): [Float32Array, Float32Array] {
  const xx = new Float32Array(data.length);
  const xy = new Float32Array(data.length);
  const yy = new Float32Array(data.length);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const k = y * width + x;
      const gx = data[k + 1]! - data[k - 1]!;
      const gy = data[k + width]! - data[k - width]!;
      [xx[k], xy[k], yy[k]] = [gx * gx, gx * gy, gy * gy];
    }
  const [a, b, c] = [xx, xy, yy].map((part) => blurred({ width, height, data: part }, radius).data) as [Float32Array, Float32Array, Float32Array]; // prettier-ignore
  // The gradient's main direction has the angle θ with tan 2θ = 2b / (a − c); a stroke runs across it.
  const angles = a.map((value, k) => 0.5 * Math.atan2(2 * b[k]!, value - c[k]!) + Math.PI / 2);
  return [angles.map(Math.cos), angles.map(Math.sin)];
}
