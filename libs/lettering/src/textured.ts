import { type Field, signedDistance } from './distance.ts';
import { LetteringError } from './font.ts';
import { guideOf, strokeRadius } from './guide.ts';
import { improve, type Matches, type Plane, vote } from './patch-match.ts';
import { matchByPlace, matchBySmaller, planeOf, premultiplied, repeatBorder, straight } from './plane.ts';
import { randomNumbers } from './random.ts';
import type { Raster } from './resample.ts';

/** Designed letters: a picture of them, RGBA interleaved, and where in it the letters are. */
export interface Texture {
  width: number;
  height: number;
  data: Uint8Array;
  /** 0..1, of the picture's size; inside is 0.5 and above. */
  mask: Field;
}

export interface TextureOptions {
  seed: number;
  signal?: AbortSignal;
  /** How much of the work is done, 0..1. */
  onProgress?: (done: number) => void;
}

/** Half a stroke's width in the smallest size of the pyramid, in pixels. */
const COARSEST = 2;
/** Rounds of search and vote: in the smallest size, and in the largest; one less from size to size. */
const [MOST_ROUNDS, LEAST_ROUNDS] = [8, 2];
/** Sizes with more pixels to paint than this are not searched again: they take over what the next smaller one found. */
const MOST_SEARCHED = 3_000_000;
/** The texture is enlarged to this many times at most, and has at most so many pixels. */
const [MOST_ENLARGED, MOST_SOURCE] = [2, 4e6];
/** Pixels between two looks at the signal. */
const PIECE = 50_000;
/** Alpha of 255 that counts as paint. */
const FAINTEST = 4;

/**
 * The texture of designed letters on others, after S. Yang, J. Liu, Z. Lian and Z. Guo, Awesome Typography: Statistics-Based Text
 * Effects Transfer, CVPR 2017: each patch of the result looks like a patch of the texture that lies as far from the edge of its
 * letters, in half widths of their strokes, so that rims, glow and drips stay where they belong. From coarse to fine, by
 * PatchMatch's search (Barnes et al. 2009) and votes of overlapping patches (Wexler et al. 2007). To Yang's terms comes one of our
 * own, which way the edge faces: what hangs below letters, or shines on their upper left, does so on the others too. The texture
 * is scaled so that its strokes are as wide as the letters' are.
 * @param mask the letters to paint, 0..1; inside is 0.5 and above
 * @returns RGBA of the mask's size, transparent as far from the letters as the texture is
 * @throws LetteringError where the texture's mask has no letters, or nothing but
 */
export async function textured(
  texture: Texture,
  mask: Field,
  options: TextureOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { seed, signal, onProgress } = options;
  const random = randomNumbers(seed);
  const [theirs, ours] = [shapeOf(texture.mask, 'the texture’s mask'), shapeOf(mask, 'the text')];
  const paint = premultiplied(texture);
  const reach = furthest(paint, theirs.guide);
  const toPaint = ({ data }: { data: Float32Array }) => {
    const within = Array.from({ length: data.length / 3 }, (_, k) => k);
    return Int32Array.from(within.filter((k) => data[3 * k]! <= reach));
  };
  const scaleOf = Math.min(ours.mean / theirs.mean, MOST_ENLARGED, Math.sqrt(MOST_SOURCE / (texture.width * texture.height))); // prettier-ignore
  const sizes = Math.max(1, 1 + Math.round(Math.log2(ours.mean / COARSEST)));
  const inAll = toPaint(ours.guide).length;
  const rounds = Array.from({ length: sizes }, (_, size) => inAll * 4 ** -size > MOST_SEARCHED && size < sizes - 1 ? 0 : Math.max(LEAST_ROUNDS, MOST_ROUNDS - 2 * (sizes - 1 - size))); // prettier-ignore
  const work = rounds.reduce((sum, count, size) => sum + 4 ** -size * (1 + 3 * count), 0);
  let done = 0;
  let smaller: { target: Plane; source: Plane; matches: Matches } | undefined;

  for (let size = sizes - 1; size >= 0; size--) {
    const target = planeOf(undefined, ours.guide, 2 ** -size);
    const source = planeOf(paint, theirs.guide, 2 ** -size * scaleOf);
    const pixels = toPaint({ data: target.guide });
    const matches: Matches = {
      source: new Int32Array(target.width * target.height).fill(-1),
      cost: new Float32Array(target.width * target.height),
      uses: new Uint16Array(source.width * source.height),
    };
    if (smaller) matchBySmaller(smaller, target, source, pixels, matches);
    else matchByPlace(target, source, pixels, matches, random);
    /** In pieces, so that others run meanwhile. */
    const piecewise = async (share: number, backwards: boolean, job: (piece: Int32Array) => void) => {
      const count = Math.ceil(pixels.length / PIECE);
      for (let k = 0; k < count; k++) {
        const from = PIECE * (backwards ? count - 1 - k : k);
        job(pixels.subarray(from, from + PIECE));
        done += (share * 4 ** -size) / count / work;
        onProgress?.(Math.min(1, done));
        await breathe();
        signal?.throwIfAborted();
      }
    };
    const voteAll = async () => {
      await piecewise(1, false, (piece) => vote(target, source, matches, piece, target.paint));
      repeatBorder(target);
    };
    await voteAll();
    for (let round = 0; round < rounds[size]!; round++) {
      const backwards = round % 2 === 1;
      await piecewise(2, backwards, (piece) => improve(target, source, matches, piece, backwards, random));
      await voteAll();
    }
    smaller = { target, source, matches };
  }
  onProgress?.(1);
  return straight(smaller!.target);
}

/** How far from the letters the texture has paint, as a place of its guide. */
function furthest(paint: Raster, guide: Raster): number {
  let most = 1;
  for (let k = 0; 4 * k < paint.data.length; k++)
    if (paint.data[4 * k + 3]! >= FAINTEST) most = Math.max(most, guide.data[3 * k]!);
  return most;
}

interface Shape {
  guide: Raster;
  mean: number;
}

function shapeOf(mask: Field, name: string): Shape {
  const inside = mask.data.reduce((sum, value) => sum + (value >= 0.5 ? 1 : 0), 0);
  if (inside < 16 || inside === mask.data.length)
    throw new LetteringError(`${name} has no letters on a ground: white is inside, black outside`, {
      kind: 'noGround',
    });
  const distance = signedDistance(mask);
  const strokes = strokeRadius(distance);
  return { guide: guideOf(distance, strokes), mean: strokes.mean };
}

/** Let others run. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));
