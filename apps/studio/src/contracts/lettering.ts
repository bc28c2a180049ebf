import { z } from 'zod';
import { at } from './base-path.ts';

export const ways = ['drawn', 'filled'] as const;
export const alignments = ['start', 'centre', 'end'] as const;
/** Those that come along, in the order in which `auto` looks for a letter. */
export const fonts = [
  'auto',
  'abril-fatface',
  'ma-shan-zheng',
  'zcool-xiaowei',
  'amiri',
  'rozha-one',
] as const;
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
