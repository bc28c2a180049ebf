import { availableParallelism, homedir } from 'node:os';
import path from 'node:path';
import { DEFAULT_MEMORY } from '@atelier/stylize';
import { z } from 'zod';

const schema = z.object({
  /** Whether people sign in. `npm start` decides it; see docs/self-hosting.md. */
  ATELIER_ACCOUNTS: z.enum(['on', 'off']).default('off'),
  /** The address at which people open the studio, where that is another than this machine's own names. */
  ATELIER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where rows of photos too large for the memory allowed are kept while they are painted. */
  ATELIER_CACHE: z.string().default(path.join(homedir(), '.cache', 'atelier')),
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

function readEnv(): z.infer<typeof schema> {
  const given = Object.entries(process.env).filter(([, value]) => value !== ''); // VAR= means: not set
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw new Error(
    `the environment variable ${name}, "${process.env[name]}", is not valid: ${issue?.message}`,
  );
}

/** The environment, validated when the server starts. */
export const env = readEnv();
