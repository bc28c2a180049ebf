import { discard, listFilms, queueFilm, stopFilm } from '@atelier/db';
import { z } from 'zod';
import { procedure, router } from '../api.ts';
import { found } from '../found.ts';

const byId = z.object({ id: z.string() });

export const films = router({
  list: procedure.query(({ ctx: { viewer } }) => listFilms(viewer.ownerId)),
  /** What is painted stays; `resume` goes on from there. */
  stop: procedure.input(byId).mutation(async ({ ctx: { viewer }, input: { id } }) => {
    found(await stopFilm(id, viewer.ownerId), 'film that is being painted');
  }),
  resume: procedure.input(byId).mutation(async ({ ctx: { viewer }, input: { id } }) => {
    found(await queueFilm(id, viewer.ownerId, 'stopped'), 'film that was stopped');
  }),
  delete: procedure.input(byId).mutation(async ({ ctx: { viewer }, input: { id } }) => {
    found((await discard('film', id, viewer.ownerId)) || null, 'film');
  }),
});
