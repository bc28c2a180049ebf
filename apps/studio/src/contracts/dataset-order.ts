import { datasetNameSchema, datasetOrderSchema } from '@atelier/model/dataset-order';
import { z } from 'zod';

/** What to fetch, and what to call it. */
export const namedOrderSchema = z.object({ name: datasetNameSchema, order: datasetOrderSchema });
