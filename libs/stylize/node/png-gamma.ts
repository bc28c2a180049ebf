const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Gammas within this share of sRGB's are taken for sRGB, as the PNG specification allows. */
const LIKE_SRGB = 0.05;

type Triple = [number, number, number];
type Matrix = [Triple, Triple, Triple];

/** How the samples of a PNG are to be read that says its gamma, and perhaps its primaries, and no more. */
export interface PngLight {
  /** Light is sample^exponent, both 0..1. */
  exponent: number;
  /** From its red, green and blue to those of sRGB, both as light; undefined where they are the same. */
  matrix?: Matrix | undefined;
}

/**
 * What gAMA and cHRM say of a PNG, which libvips passes over; undefined where they say sRGB, where something does that
 * goes before them (cICP, iCCP, sRGB), and for every other file.
 */
export function pngLight(bytes: Uint8Array): PngLight | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!file.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at + 12 <= file.length;) {
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') break;
    const length = file.readUInt32BE(at);
    chunks.set(type, file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const gamma = chunks.get('gAMA');
  if (gamma?.length !== 4 || ['cICP', 'iCCP', 'sRGB'].some((type) => chunks.has(type))) return undefined;
  const exponent = 100_000 / gamma.readUInt32BE(0);
  const chromaticities = chunks.get('cHRM');
  const matrix = chromaticities?.length === 32 ? toSrgb(chromaticities) : undefined;
  const likeSrgb = !Number.isFinite(exponent) || Math.abs(exponent / 2.2 - 1) < LIKE_SRGB;
  return likeSrgb && !matrix ? undefined : { exponent: likeSrgb ? 2.2 : exponent, matrix };
}

/**
 * The samples as sRGB bytes.
 * @param samples of 8 or 16 bits; grey, grey and alpha, RGB or RGBA
 */
export function toBytes(
  samples: Uint8Array | Uint16Array,
  channels: number,
  { exponent, matrix }: PngLight,
): Uint8Array {
  const most = samples instanceof Uint8Array ? 255 : 65_535;
  const light = Float64Array.from({ length: most + 1 }, (_, value) => (value / most) ** exponent);
  const bytes = new Uint8Array(samples.length);
  const colours = channels % 2 === 0 ? channels - 1 : channels;
  const encoded = Uint8Array.from(light, encode);
  for (let at = 0; at < samples.length; at += channels) {
    if (matrix && colours === 3) {
      const rgb = [light[samples[at]!]!, light[samples[at + 1]!]!, light[samples[at + 2]!]!];
      times(matrix, rgb).forEach((value, i) => (bytes[at + i] = encode(value)));
    } else for (let i = 0; i < colours; i++) bytes[at + i] = encoded[samples[at + i]!]!;
    if (colours < channels) bytes[at + colours] = Math.round((255 * samples[at + colours]!) / most);
  }
  return bytes;
}

/** Light, 0..1 → an sRGB byte (IEC 61966-2-1). */
function encode(light: number): number {
  const value = Math.min(1, Math.max(0, light));
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
}

/** Of sRGB: x and y of white, red, green and blue. */
const SRGB = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];

/** Undefined where the primaries are those of sRGB, or none that there can be. */
function toSrgb(chunk: Buffer): Matrix | undefined {
  const given = SRGB.map((_, i) => chunk.readUInt32BE(4 * i) / 100_000);
  if (given.every((value, i) => Math.abs(value - SRGB[i]!) < 0.001)) return undefined;
  const [from, to] = [toXyz(given), toXyz(SRGB)];
  const columns = [0, 1, 2].map((i) =>
    solve(
      to,
      from.map((row) => row[i]!),
    ),
  );
  const matrix = transposed(columns as Matrix);
  return matrix.flat().every(Number.isFinite) ? matrix : undefined;
}

/** From light of these primaries to XYZ, so that equal parts make white of luminance 1; each white is taken for the eye's. */
function toXyz(chromaticities: number[]): Matrix {
  const [white, ...primaries] = [0, 1, 2, 3].map((i): Triple => {
    const [x, y] = [chromaticities[2 * i]!, chromaticities[2 * i + 1]!];
    return [x / y, 1, (1 - x - y) / y];
  });
  const columns = transposed(primaries as Matrix);
  const strengths = solve(columns, white!);
  return columns.map((row) => row.map((value, i) => value * strengths[i]!)) as Matrix;
}

const transposed = (matrix: Matrix) => [0, 1, 2].map((i) => matrix.map((row) => row[i]!)) as Matrix;

const times = (matrix: Matrix, v: readonly number[]) =>
  matrix.map((row) => row[0] * v[0]! + row[1] * v[1]! + row[2] * v[2]!);

const determinant = ([a, b, c]: Matrix) =>
  a[0] * (b[1] * c[2] - b[2] * c[1]) -
  a[1] * (b[0] * c[2] - b[2] * c[0]) +
  a[2] * (b[0] * c[1] - b[1] * c[0]);

/** x with matrix · x = v, by Cramer's rule. */
const solve = (matrix: Matrix, v: readonly number[]) =>
  [0, 1, 2].map(
    (column) =>
      determinant(matrix.map((row, i) => row.map((value, j) => (j === column ? v[i]! : value))) as Matrix) /
      determinant(matrix),
  ) as Triple;
