/**
 * What the tests run against: an embedded PostgreSQL in a temporary folder, the studio's production build and a worker,
 * which is started again when it is killed. Its process id is in `test-results/worker.pid`, the database's address in
 * `test-results/database`. With accounts there is no worker, and the code for the first account is in `test-results/code`.
 */
import '../../tools/no-telemetry.mjs';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { disconnect, setUpCode, useDatabase } from '@atelier/db';
import { migrate, startPostgres } from '@atelier/db/postgres';
import { seed } from '../../prisma/seed.ts';
import { addFixtureStyles } from './fixture.ts';
import { codeFile, databaseFile, port, workerPidFile } from './address.ts';
import { ownFolder } from './atelier.ts';
import { env as settings } from './env.ts';

const root = path.join(import.meta.dirname, '../..');
const studio = path.join(root, 'apps/studio');
/**
 * Built-in styles that are there: the studio paints each photo that is chosen in all of them, and most tests need one or two. Those
 * in `nine/` bring the others. With accounts there is none: who signs in, and sees what, has nothing to do with them.
 */
const styles = settings.ACCOUNTS === 'off' ? ['great-wave', 'scream', 'starry-night'] : [];

const folder = ownFolder('e2e');
const database = await startPostgres({ folder: path.join(folder, 'postgres') });
const env = {
  ...process.env,
  DATABASE_URL: database.url,
  ATELIER_DATA: folder,
  PORT: String(port),
  ATELIER_ACCOUNTS: settings.ACCOUNTS,
  ATELIER_PHOTO_FOLDERS: `unplugged=${path.join(folder, 'unplugged')}`, // a disk that is not there
  ATELIER_HELD_OUT: '4', // measured on all 20, the checkpoints of a short run are most of its time
  ATELIER_CACHE: path.join(folder, 'cache'), // what this machine's user has fetched makes no difference
};

const children = new Set<ChildProcess>();
let closing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void close(0));

try {
  await migrate(database.url);
  useDatabase(database.url);
  await seed(await assetsWith(styles));
  await disconnect();
  await addFixtureStyles(database.url);
  await mkdir(path.dirname(workerPidFile), { recursive: true });
  if (settings.ACCOUNTS === 'off') {
    await writeFile(databaseFile, database.url);
    void keepWorking();
  } else await writeFile(codeFile, await setUp(database.url));
  if (settings.STUDIO === 'start') run(['server.mjs'], studio);
  else run([next(), 'dev', '-H', '127.0.0.1', '-p', String(port)], studio);
} catch (error) {
  if (!closing) console.error(error);
  await close(1);
}

/** A folder of assets with all the sample photos, and with these styles. */
async function assetsWith(styles: string[]): Promise<string> {
  const some = path.join(folder, 'assets');
  await mkdir(path.join(some, 'styles'), { recursive: true });
  await symlink(path.join(root, 'assets/photos'), path.join(some, 'photos'));
  for (const slug of styles)
    await cp(path.join(root, 'assets/styles', slug), path.join(some, 'styles', slug), { recursive: true });
  return some;
}

/** Next.js's own program, for the studio as it is edited. */
function next(): string {
  const folder = createRequire(path.join(studio, 'package.json')).resolve('next/package.json');
  return path.join(path.dirname(folder), 'dist/bin/next');
}

function run(args: string[], cwd: string): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  children.add(child);
  child.on('exit', () => children.delete(child));
  return child;
}

async function setUp(url: string): Promise<string> {
  useDatabase(url);
  const code = await setUpCode();
  await disconnect();
  return code!;
}

async function keepWorking(): Promise<void> {
  while (!closing) {
    const worker = run(['apps/trainer/atelier.mjs', 'worker'], root);
    await writeFile(workerPidFile, String(worker.pid));
    await once(worker, 'exit');
  }
}

async function close(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  // The studio waits for its open streams for ever; nothing of this is kept.
  const gone = [...children].map((child) => once(child, 'exit'));
  for (const child of children) endGroup(child.pid!);
  await Promise.all(gone);
  await database.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(code);
}

/** Ends a child with the processes that it started; it may be gone already. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}
