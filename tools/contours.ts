/** `data`: height × width × RGB, 0 to 255. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}
/** The contours of a picture: their strength, and the angle of the way across them, in radians; height × width. */
export interface Contours {
  strength: Float32Array;
  angle: Float32Array;
}

/** Three box filters after one another: close to a Gaussian of this radius. */
function blur(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  let from = plane;
  for (let pass = 0; pass < 3; pass++) {
    for (const [lines, length, lineStep, step] of [
      [height, width, width, 1],
      [width, height, 1, width],
    ] as const) {
      const to = new Float32Array(from.length);
      for (let line = 0; line < lines; line++) {
        const value = (i: number) => from[line * lineStep + Math.min(Math.max(i, 0), length - 1) * step]!;
        let sum = 0;
        for (let i = -radius; i <= radius; i++) sum += value(i);
        for (let i = 0; i < length; i++) {
          to[line * lineStep + i * step] = sum / (2 * radius + 1);
          sum += value(i + radius + 1) - value(i - radius);
        }
      }
      from = to;
    }
  }
  return from;
}

/** The structure tensor, blurred near and far: where nothing happens, the angle is that of the contours around. */
export function findContours({ width, height, data }: Picture): Contours {
  const plane = () => new Float32Array(width * height);
  const [strength, across, along, farAcross, farAlong] = [plane(), plane(), plane(), plane(), plane()];
  for (let channel = 0; channel < 3; channel++) {
    const colour = blur(
      strength.map((_, i) => data[3 * i + channel]! / 255),
      width,
      height,
      3,
    );
    for (let y = 1; y < height - 1; y++)
      for (let x = 1; x < width - 1; x++) {
        const i = y * width + x;
        const dx = colour[i + 1]! - colour[i - 1]!;
        const dy = colour[i + width]! - colour[i - width]!;
        strength[i] = Math.hypot(strength[i]!, dx, dy);
        across[i]! += dx * dx - dy * dy;
        along[i]! += 2 * dx * dy;
      }
  }
  for (const radius of [6, 20, 60])
    for (const [near, far] of [
      [across, farAcross],
      [along, farAlong],
    ] as const)
      blur(near, width, height, radius).forEach((value, i) => (far[i]! += value));
  return { strength, angle: farAlong.map((value, i) => Math.atan2(value, farAcross[i]!) / 2) };
}
