/** DATABASE_URL, the only thing this package reads from its surroundings. Throws if it is not set. */
export function databaseUrlFromEnvironment(): string {
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new Error(
      'DATABASE_URL is not set: it names the PostgreSQL database, postgresql://user:password@host/database',
    );
  return url;
}
