import { discard, keepWord, listFonts, listWords } from '@atelier/db';
import sharp from 'sharp';
import { z } from 'zod';
import { letteringSchema } from '../../contracts/lettering.ts';
import { procedure, refuse, router } from '../api.ts';
import { found } from '../found.ts';
import { paintWord, TextRefused } from '../lettering.ts';

/** Of a kept word's picture. */
const WIDTH = 480;

export const words = router({
  list: procedure.query(({ ctx: { viewer } }) => listWords(viewer.ownerId)),
  /** Keeps a word: `order` is the query of its picture's address, `address` that of the page. */
  keep: procedure
    .input(z.object({ order: z.string().max(4000), address: z.string().max(4000) }))
    .mutation(async ({ ctx: { viewer }, input, signal }) => {
      const order = letteringSchema.safeParse(Object.fromEntries(new URLSearchParams(input.order)));
      if (!order.success) throw refuse('BAD_REQUEST', { kind: 'notAsked' }, z.prettifyError(order.error));
      const { ownerId } = viewer;
      const lettering = { ...order.data, format: 'png' as const };
      const { bytes: png } = await paintWord(lettering, ownerId, signal ?? new AbortController().signal).catch(refused); // prettier-ignore
      const small = sharp(png).resize({
        width: WIDTH,
        height: WIDTH,
        fit: 'inside',
        withoutEnlargement: true,
      });
      const { data: bytes, info } = await small.webp().toBuffer({ resolveWithObject: true });
      const { width, height } = info;
      return keepWord({ text: order.data.text, address: input.address, bytes, width, height, ownerId });
    }),
  delete: procedure.input(z.object({ id: z.string() })).mutation(async ({ ctx: { viewer }, input }) => {
    found((await discard('word', input.id, viewer.ownerId)) || null, 'word');
  }),
  fonts: procedure.query(({ ctx: { viewer } }) => listFonts(viewer.ownerId)),
  deleteFont: procedure.input(z.object({ id: z.string() })).mutation(async ({ ctx: { viewer }, input }) => {
    found((await discard('font', input.id, viewer.ownerId)) || null, 'font');
  }),
});

function refused(error: unknown): never {
  if (error instanceof TextRefused) throw refuse('UNPROCESSABLE_CONTENT', error.reason, error.message);
  throw error;
}
