import { alignments, fontNames, ways } from '@atelier/lettering/choices';
import { z } from 'zod';
import { at } from './base-path.ts';
import type { RefusedAnswer } from './refused.ts';

/** Designed letters that come along. */
export const textures = ['ember', 'frost', 'moss'] as const;
/** In their place: a picture of designed letters that somebody brought. */
export const OWN_TEXTURE = 'own';
/** `auto`: for each letter the first of the others that has it. */
export const fonts = ['auto', ...fontNames] as const;
export const sizes = [256, 512, 1024] as const;
/** Of the file: in an SVG the letters' outlines clip the picture, in a ZIP each letter is a file. */
export const formats = ['png', 'webp', 'svg', 'zip'] as const;
export type Format = (typeof formats)[number];

/** What a brought font's file may hold. */
export const MAX_FONT_BYTES = 20 * 2 ** 20;

const again = z
  .string()
  .regex(/^\d{1,3}(,\d{1,3})*$/)
  .max(100);

/** A photo of whoever asks, by its id. */
const photo = z.string().max(60).default('');

/** A word to paint, as its address says it. */
export const letteringSchema = z.object({
  text: z.string().min(1).max(400),
  /** The text is a list of characters, each painted by itself. */
  sheet: z.stringbool().default(false),
  way: z.enum(ways).default('drawn'),
  /** To paint with, but for a texture. */
  checkpoint: z.string().default(''),
  /** What is seen through filled letters; clouds without. */
  photo,
  texture: z.enum([...textures, OWN_TEXTURE]).default('ember'),
  /** A texture of one's own: designed letters, and where they are, white on black; without a mask its alpha tells. */
  picture: photo,
  mask: photo,
  /** One that comes along, or the id of one that was brought. */
  font: z.string().min(1).max(60).default('auto'),
  align: z.enum(alignments).default('start'),
  vertical: z.stringbool().default(false),
  size: z.coerce.number().pipe(z.literal(sizes)).default(512),
  seed: z.coerce.number().int().min(1).max(1_000_000).default(1),
  /** Letters painted once more, by their number from 1. */
  again: again.or(z.literal('')).default(''),
  /** A colour behind the letters, #rrggbb. */
  ground: z
    .string()
    .regex(/^#[\da-f]{6}$/i)
    .or(z.literal(''))
    .default(''),
  format: z.enum(formats).default('png'),
});
export type Lettering = z.infer<typeof letteringSchema>;

export const letteringQuery = (lettering: Lettering) =>
  new URLSearchParams(Object.entries(lettering).map(([name, value]) => [name, String(value)])).toString();

/** Where its picture is. */
export const letteringUrl = (lettering: Lettering) => at(`/api/letters?${letteringQuery(lettering)}`);

/** How a word stands, in lines of JSON: how much is done, then which letters there are, or why it cannot be painted. */
export type LetteringLine = { done: number } | { letters: string[] } | RefusedAnswer;
/** The type by which these are asked for. */
export const LINES = 'application/x-ndjson';
