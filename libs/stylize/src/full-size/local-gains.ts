import { type Rgb } from '../rgb.ts';
import { plane, windowMeans } from './window.ts';

/** Of the windows in which the models are fitted, in pixels at the working size: about as wide as a stroke. */
const RADIUS = 2;
/** What the photo must vary within a window, as a variance of 0..255, to be followed. */
const REGULARISATION = 400;
/** Rows beyond a band that its gains depend on. */
export const GAIN_HALO = 2 * RADIUS;

/**
 * How the painting follows the photo around each pixel: 9 gains a pixel, of each of the painting's channels from each of the
 * photo's. They are fitted by least squares in windows, each pixel having the mean of its windows' gains: those of the guided
 * filter with a colour guide (He, Sun and Tang 2013, section 3.5), at the small size as in the fast guided filter (He and Sun
 * 2015).
 */
export function localGains(painting: Rgb, photo: Rgb): Float32Array {
  const pixels = photo.width * photo.height;
  const means = (values: Float32Array) => windowMeans(values, photo, RADIUS);
  const planes = ({ data }: Rgb) => [0, 1, 2].map((c) => plane(data, c));
  const guide = planes(photo);
  const guideMeans = guide.map(means);
  const products = new Float32Array(pixels);
  /** The covariances of the guide's channels with another plane in each window. */
  const covariances = (other: Float32Array, otherMean: Float32Array) =>
    guide.map((values, c) => {
      for (let i = 0; i < pixels; i++) products[i] = values[i]! * other[i]!;
      const covariance = means(products);
      const mean = guideMeans[c]!;
      for (let i = 0; i < pixels; i++) covariance[i]! -= mean[i]! * otherMean[i]!;
      return covariance;
    }) as [Float32Array, Float32Array, Float32Array];
  const [reds, greens, blues] = [0, 1, 2].map((c) => covariances(guide[c]!, guideMeans[c]!));
  const [rrs, rgs, rbs, ggs, gbs, bbs] = [reds![0], reds![1], reds![2], greens![1], greens![2], blues![2]];
  const gains = new Float32Array(9 * pixels);
  for (const [c, values] of planes(painting).entries()) {
    const [red, green, blue] = covariances(values, means(values));
    for (let i = 0; i < pixels; i++) {
      // The gain is Σ⁻¹ times the covariance, Σ that of the photo's channels, regularised: by its cofactors.
      const rr = rrs[i]! + REGULARISATION;
      const gg = ggs[i]! + REGULARISATION;
      const bb = bbs[i]! + REGULARISATION;
      const [rg, rb, gb] = [rgs[i]!, rbs[i]!, gbs[i]!];
      const [a, b, d] = [gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg];
      const [e, f, g] = [rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg];
      const determinant = rr * a + rg * b + rb * d;
      const [x, y, z] = [red[i]!, green[i]!, blue[i]!];
      red[i] = (a * x + b * y + d * z) / determinant;
      green[i] = (b * x + e * y + f * z) / determinant;
      blue[i] = (d * x + f * y + g * z) / determinant;
    }
    for (const [k, gain] of [red, green, blue].map(means).entries())
      for (let i = 0; i < pixels; i++) gains[9 * i + 3 * c + k] = gain[i]!;
  }
  return gains;
}
