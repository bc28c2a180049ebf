import { availableParallelism } from 'node:os';
import path from 'node:path';
import { cacheFolder, environment } from '@atelier/db/env';
import { DEFAULT_MEMORY } from '@atelier/stylize';
import { z } from 'zod';

const schema = z.object({
  /** Whether people sign in. `npm start` decides it; see docs/self-hosting.md. */
  ATELIER_ACCOUNTS: z.enum(['on', 'off']).default('off'),
  /** The address at which people open the studio, where that is another than this machine's own names. */
  ATELIER_URL: z.url({ protocol: /^https?$/ }).optional(),
  ATELIER_CACHE: cacheFolder,
  /** How many photos are painted at once; the rest wait in the queue. */
  ATELIER_PAINTERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.floor(availableParallelism() / 4))),
  /** Megabytes that one painting may take; larger ones are painted in bands. */
  ATELIER_PAINTING_MEMORY: z.coerce.number().int().min(64).default(DEFAULT_MEMORY),
  /** The workers' photo folders that the studio offers for training: NAME=FOLDER, several separated by ":". */
  ATELIER_PHOTO_FOLDERS: z
    .string()
    .default('')
    .transform((text) => text.split(path.delimiter).flatMap((entry) => entry.split('=')[0]?.trim() || [])),
});

/** The environment, validated when the server starts. */
export const env = environment(schema);
