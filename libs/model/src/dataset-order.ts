import { z } from 'zod';

/** Collections of photos that are known by a name. */
export const collections = ['coco-2017', 'coco-2014'] as const;

/** What archives of photos are called. */
export const ARCHIVE = /\.(zip|tar|tgz|tar\.gz)$/i;

/** How many photos are to be fetched out of an archive, and what is kept of them. */
export const fetchSchema = z.object({
  count: z.number().int().min(1).max(1_000_000).default(40_000).describe('how many photos are wanted'),
  side: z.number().int().min(64).max(2048).default(320).describe('short side of what is kept, in pixels'),
  quality: z.number().int().min(40).max(100).default(90).describe('of the JPEG files that are kept'),
  licence: z.enum(['any', 'free']).default('any').describe('of COCO: only photos that anybody may change and pass on'),
}); // prettier-ignore

/** A dataset's name: that of its folder, too. */
export const datasetNameSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]*(\.[\p{L}\p{N}_-]+)*$/u).max(60); // prettier-ignore

/** What the studio has fetched: a collection, or an archive on a web server. */
export const datasetOrderSchema = fetchSchema
  .extend({
    source: z.union([
      z.enum(collections),
      z
        .url({ protocol: /^https?$/ })
        .refine((url) => URL.canParse(url) && ARCHIVE.test(new URL(url).pathname)),
    ]),
  })
  .refine(
    ({ source, licence }) => licence === 'any' || (collections as readonly string[]).includes(source),
    'only of COCO are the licences known',
  );
export type DatasetOrder = z.infer<typeof datasetOrderSchema>;
