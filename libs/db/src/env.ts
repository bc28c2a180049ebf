import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Where downloads, and what memory does not hold, are kept. */
export const cacheFolder = z.string().default(join(homedir(), '.cache', 'atelier'));

/** DATABASE_URL. */
export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/**
 * A program's settings, out of its environment. VAR= means: not set.
 * @throws what `refusal` makes of a line that names the variable, its value and what is wrong with it
 */
export function environment<S extends z.ZodType>(
  schema: S,
  refusal = (line: string) => new Error(line),
): z.output<S> {
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue!.path[0]);
  // A database's address may hold a password: it is not repeated.
  const value = name === 'DATABASE_URL' ? 'as given' : `"${process.env[name]}"`;
  throw refusal(`the environment variable ${name}, ${value}, is not valid: ${issue!.message}`);
}

/** DATABASE_URL, the only thing this package itself reads from its surroundings. Throws if it is not set. */
export function databaseUrlFromEnvironment(): string {
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new Error(
      'DATABASE_URL is not set: it names the PostgreSQL database, postgresql://user:password@host/database',
    );
  return url;
}
