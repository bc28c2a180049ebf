import { type TextLayout, type Letter, signedDistance } from '@atelier/lettering';
import { coverage } from '@atelier/lettering/node';
import type { Rgb } from '@atelier/stylize';
import { UsageError } from '../errors.ts';

/** How far two paintings run into each other between letters, in ems: joined letters show no seam. */
const SEAM = 1 / 60;

/** How often each letter is to be painted anew, by its place from 0: `[2, 2, 5]`, counted from 1, is the second twice and the fifth once. */
export function timesAgain(again: number[], letters: Letter[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const number of again) {
    if (number > letters.length)
      throw new UsageError(`--again ${number}: there are ${letters.length} letters (${letters.map(({ text }) => text).join(' ')})`, { why: [{ kind: 'noSuchLetter', number, count: letters.length }] }); // prettier-ignore
    times.set(number - 1, (times.get(number - 1) ?? 0) + 1);
  }
  return times;
}

/**
 * A painted word with some of its letters from another painting of it: each pixel is of the letter that is nearest.
 * @param size pixels of an em
 */
export async function withLettersOf(
  painted: { picture: Rgb; layout: TextLayout; room: number },
  other: Rgb,
  chosen: ReadonlySet<number>,
  size: number,
): Promise<Rgb> {
  const { picture, layout, room } = painted;
  const { width, height } = picture;
  const area = { x: -room, y: -room, width, height };
  const [theirs, rest] = await Promise.all(
    [true, false].map(async (of) => {
      const letters = layout.letters.filter((_, k) => chosen.has(k) === of);
      return letters.length === 0 ? undefined : signedDistance(await coverage(letters, area)).data;
    }),
  );
  if (!theirs) return picture;
  if (!rest) return other;
  const data = new Uint8Array(picture.data.length);
  const alpha = new Uint8Array(width * height);
  for (let k = 0; k < alpha.length; k++) {
    const share = Math.max(0, Math.min(1, 0.5 + (theirs[k]! - rest[k]!) / (2 * SEAM * size)));
    const [before, after] = [(1 - share) * (picture.alpha?.[k] ?? 255), share * (other.alpha?.[k] ?? 255)];
    alpha[k] = Math.round(before + after);
    // Where both are transparent the colour is kept all the same: an SVG cuts it by outlines of its own.
    const weight = before + after === 0 ? share : after / (before + after);
    for (let channel = 3 * k; channel < 3 * k + 3; channel++)
      data[channel] = Math.round(picture.data[channel]! * (1 - weight) + other.data[channel]! * weight);
  }
  return { width, height, data, ...((picture.alpha ?? other.alpha) && { alpha }) };
}
