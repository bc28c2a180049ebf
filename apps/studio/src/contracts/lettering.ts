import { alignments, fontNames, type Way } from '@atelier/lettering/choices';
import { z } from 'zod';
import { at } from './base-path.ts';

/** Those that paint with a style's network. */
export const ways = ['drawn', 'filled'] as const satisfies readonly Way[];
/** `auto`: for each letter the first of the others that has it. */
export const fonts = ['auto', ...fontNames] as const;
export const sizes = [256, 512, 1024] as const;

/** A word to paint, as its address says it. */
export const letteringSchema = z.object({
  text: z.string().min(1).max(400),
  checkpoint: z.string().min(1),
  way: z.enum(ways).default('drawn'),
  font: z.enum(fonts).default('auto'),
  align: z.enum(alignments).default('start'),
  vertical: z.stringbool().default(false),
  size: z.coerce.number().pipe(z.literal(sizes)).default(512),
  seed: z.coerce.number().int().min(1).max(1_000_000).default(1),
});
export type Lettering = z.infer<typeof letteringSchema>;

/** Where its picture is. */
export const letteringUrl = (lettering: Lettering) =>
  at(
    `/api/letters?${new URLSearchParams(Object.entries(lettering).map(([name, value]) => [name, String(value)])).toString()}`,
  );
