/**
 * Oklab (Björn Ottosson 2020, "A perceptual color space for image processing"): colours half-way between two look half-way,
 * which those between two sRGB values do not.
 */

/** Linear light of sRGB's 256 values (IEC 61966-2-1). */
const LINEAR = Float32Array.from({ length: 256 }, (_, i) => {
  const value = i / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
/** sRGB's values of linear light in so many steps: the darkest are a fifth of a value apart. */
const STEPS = 16_383;
const ENCODED = Uint8ClampedArray.from({ length: STEPS + 1 }, (_, i) => {
  const light = i / STEPS;
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
});
const encoded = (light: number) => ENCODED[Math.round(Math.min(1, Math.max(0, light)) * STEPS)]!;

/** L, a and b of each pixel of RGBA 0..255; the alpha is left out. */
export function toOklab(rgba: Uint8ClampedArray): Float32Array {
  const lab = new Float32Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; to < lab.length; from += 4, to += 3) {
    const [r, g, b] = [LINEAR[rgba[from]!]!, LINEAR[rgba[from + 1]!]!, LINEAR[rgba[from + 2]!]!];
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    lab[to] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
    lab[to + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    lab[to + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  }
  return lab;
}

/** `share` of `b` and the rest of `a`, as RGB into `rgba`, whose alpha stays. */
export function mixInto(rgba: Uint8ClampedArray, a: Float32Array, b: Float32Array, share: number): void {
  for (let from = 0, to = 0; from < a.length; from += 3, to += 4) {
    const L = a[from]! + share * (b[from]! - a[from]!);
    const A = a[from + 1]! + share * (b[from + 1]! - a[from + 1]!);
    const B = a[from + 2]! + share * (b[from + 2]! - a[from + 2]!);
    const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
    const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
    const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
    rgba[to] = encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    rgba[to + 1] = encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    rgba[to + 2] = encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  }
}
