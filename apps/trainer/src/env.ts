import { delimiter, join, resolve } from 'node:path';
import { cacheFolder, environment, postgresUrl } from '@atelier/db/env';
import { DEFAULT_MEMORY } from '@atelier/stylize';
import { z } from 'zod';
import { UsageError } from './errors.ts';

/** The top folder of the checkout. */
export const checkout = resolve(import.meta.dirname, '../../..');

/** A program of the built bundle (bundle.mjs), to run in a thread or a process of its own. */
export function bundled(name: 'batch-worker' | 'painting-worker' | 'training'): string {
  return join(checkout, 'apps/trainer/.bundle', `${name}.mjs`);
}

const path = z.string().transform((text) => resolve(text));

const schema = z.object({
  /** `tensorflow` and `wasm` insist on that engine for training; `auto` takes the best one there is. */
  ATELIER_ENGINE: z.enum(['auto', 'tensorflow', 'wasm']).default('auto'),
  ATELIER_CACHE: cacheFolder.transform((text) => resolve(text)),
  /** Where the embedded database and the runs live. */
  ATELIER_DATA: path.default(join(checkout, '.atelier')),
  /** The PostgreSQL to use instead of the embedded one. */
  DATABASE_URL: postgresUrl.optional(),
  /** The address at which people open the studio: of the links that the command line prints. */
  ATELIER_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  /** Where the studio lies on its host. */
  ATELIER_BASE_PATH: z.string().default(''),
  /** Photo folders that runs from the queue may name: NAME=FOLDER, several separated by ":". */
  ATELIER_PHOTO_FOLDERS: z
    .string()
    .default('')
    .transform((text, context) => {
      const entries = text.split(delimiter).filter((entry) => entry.trim() !== '');
      return new Map(
        entries.map((entry) => {
          const [name, folder] = entry.split('=').map((part) => part.trim());
          if (!name || !folder) context.addIssue(`"${entry}" is not NAME=FOLDER`);
          return [name ?? '', resolve(folder ?? '')];
        }),
      );
    }),
  /** On how many of the held-out photos the checkpoints of a run are measured. */
  ATELIER_HELD_OUT: z.coerce.number().int().min(1).optional(),
  /** Megabytes that painting a picture of a film may take; larger ones are painted in bands. */
  ATELIER_PAINTING_MEMORY: z.coerce.number().int().min(64).default(DEFAULT_MEMORY),
  /** How much TensorFlow says: 0 everything, 3 only what is fatal. */
  TF_CPP_MIN_LOG_LEVEL: z.enum(['0', '1', '2', '3']).default('2'),
  /** Set by npm: the folder in which `npm run` was typed. */
  INIT_CWD: z.string().optional(),
  /** Set by npm: the name of the script that runs. */
  npm_lifecycle_event: z.string().optional(),
});

/** The environment, validated when this module is first imported. @throws UsageError */
export const env = environment(schema, (line) => new UsageError(line));
