import { fetchDataset, forgetDataset, listDatasets, resumeDataset, stopDataset } from '@atelier/db';
import { datasetNameSchema } from '@atelier/model/dataset-order';
import { z } from 'zod';
import { namedOrderSchema } from '../../contracts/dataset-order.ts';
import { procedure, refuse, router } from '../api.ts';
import { env } from '../env.ts';
import { found } from '../found.ts';

const byName = z.object({ name: datasetNameSchema });

/** What is fetched takes everybody's disk, and from an address that somebody gives: where there are accounts, that is for an administrator. */
const keeping = procedure.use(({ ctx: { viewer }, next }) => {
  if (viewer.administrator) return next();
  throw refuse('FORBIDDEN', { kind: 'forAdministrators' }, 'photos are fetched by an administrator');
});

export const datasets = router({
  list: procedure.query(() => listDatasets()),
  fetch: keeping.input(namedOrderSchema).mutation(async ({ input: { name, order } }) => {
    if (env.ATELIER_PHOTO_FOLDERS.includes(name) || !(await fetchDataset(name, order)))
      throw refuse('CONFLICT', { kind: 'photosThere', name }, `there are photos called ${name} already`);
  }),
  /** What has come is kept; `resume` goes on from there. */
  stop: keeping.input(byName).mutation(async ({ input: { name } }) => {
    found(await stopDataset(name), 'dataset that is being fetched');
  }),
  resume: keeping.input(byName).mutation(async ({ input: { name } }) => {
    found(await resumeDataset(name), 'dataset that was stopped');
  }),
  /** Of one that has no photos. */
  forget: keeping.input(byName).mutation(async ({ input: { name } }) => {
    found(await forgetDataset(name), 'dataset without photos');
  }),
});
