import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, startPostgres } from '../src/postgres/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a migrated, empty database that every test file's own one is copied from */
    template: string;
  }
}

/** For vitest's `globalSetup`: one PostgreSQL for a test run, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-test-'));
  // PostgreSQL may run as another account, which has to get in.
  await chmod(folder, 0o755);
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), database: 'template' });
  await migrate(postgres.url);
  project.provide('template', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true });
  };
}
