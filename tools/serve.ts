/**
 * What `npm start` runs once everything is set up: the database, brought up to date and filled with the built-in styles,
 * the studio's production build if it is stale, the studio itself and one worker. Ctrl-C stops all of it.
 */
import './no-telemetry.mjs';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { disconnect, hasUsers, setUpCode, useDatabase } from '@atelier/db';
import { environment, postgresUrl } from '@atelier/db/env';
import { log } from '@atelier/log';
import { migrate, startPostgres } from '@atelier/db/postgres';
import { z } from 'zod';
import { alone } from './alone.mjs';
import { access, addressOf } from './access.ts';
import { make, runFrom } from './made.mjs';
import { killGroup, Part } from './part.ts';
import { freePort } from './port.ts';

const root = path.join(import.meta.dirname, '..');
const studio = path.join(root, 'apps/studio');

/** Whole, as the studio and the worker run in folders of their own. */
const folder = z.string().transform((text) => path.resolve(text));

const env = environment(
  z.object({
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    ATELIER_URL: z.url({ protocol: /^https?$/ }).optional(),
    ATELIER_ACCOUNTS: z.enum(['on', 'off']).optional(),
    ATELIER_BASE_PATH: z
      .string()
      .regex(/^(\/[\w.~-]+)+$/, 'as /atelier')
      .default(''),
    ATELIER_DATA: folder.default(path.join(root, '.atelier')),
    ATELIER_CACHE: folder.optional(),
    DATABASE_URL: postgresUrl.optional(),
  }),
);

/** How long each may take to stop by itself, in milliseconds. The studio waits for its open streams for ever. */
const PATIENCE = { studio: 3_000, worker: 7_000 };

const parts: Part[] = [];
/** What runs to its end before the parts start. */
let step: ChildProcess | undefined;
let interruptedAt: number | undefined;

/** Aborts when everything is to be closed. */
const leaving = new AbortController();
const starting = startPostgres({
  url: env.DATABASE_URL,
  folder: path.join(env.ATELIER_DATA, 'postgres'),
  signal: leaving.signal,
});
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close(0));
process.on('SIGINT', () => void interrupted());
process.once('disconnect', () => void close(0)); // who started us is gone
const childEnv: NodeJS.ProcessEnv = {
  ...process.env,
  ATELIER_DATA: env.ATELIER_DATA,
  ...(env.ATELIER_CACHE && { ATELIER_CACHE: env.ATELIER_CACHE }),
};

try {
  access(env, false); // before anything else, where the settings will not do
  const { url } = await starting;
  goOn();
  childEnv.DATABASE_URL = url;
  log.info('bringing the database up to date');
  await migrate(url);
  await finish(['--import', 'tsx', 'prisma/seed.ts']);
  log.info('building the studio, where something has changed since it was last built');
  await alone(
    root,
    'build',
    async () => {
      await make('apps/studio/.next', build, { settings: env.ATELIER_BASE_PATH });
      runFrom();
    },
    () => log.info('another start builds in this checkout: waiting for it'),
  );
  useDatabase(url);
  const accounts = access(env, await hasUsers());
  const code = accounts === 'on' ? await setUpCode() : null;
  await disconnect();
  // A port is free until the studio that was told so listens on it: meanwhile nobody else on this machine looks.
  await alone(
    'this machine',
    'port',
    async () => {
      const port = await freePort(env.PORT, env.HOST, (port, by) =>
        log.info(`port ${port} is taken by ${by}: trying the next`),
      );
      Object.assign(childEnv, { HOST: env.HOST, PORT: String(port), ATELIER_ACCOUNTS: accounts });
      start('studio', ['server.mjs'], studio);
      await answering(`http://${addressOf(env.HOST)}:${port}${env.ATELIER_BASE_PATH}/`);
    },
    () => log.info('another start looks for a port: waiting for it'),
  );
  start('worker', ['apps/trainer/atelier.mjs', 'worker'], root);
  const address =
    new URL(env.ATELIER_URL ?? `http://localhost:${childEnv.PORT}`).origin + env.ATELIER_BASE_PATH;
  log.info(`Atelier is open at ${address} (Ctrl-C closes it)`);
  // Told, not logged: it lets its reader in.
  if (code)
    console.log(
      `Nobody has an account yet: make the first one, the administrator's, at ${address}/join?code=${code}`,
    );
} catch (error) {
  if (!leaving.signal.aborted) log.fatal(error instanceof Error ? error.message : String(error));
  await close(1);
}

/** A package's program: run with this Node, no shell in between. */
function bin(name: string, file: string): string {
  return path.join(
    path.dirname(createRequire(path.join(studio, 'package.json')).resolve(`${name}/package.json`)),
    file,
  );
}

function build(): Promise<void> {
  return finish([bin('nx', 'dist/bin/nx.js'), 'run', '@atelier/studio:build', '--outputStyle=static']);
}

/** Throws once everything is being closed, so that nothing more is started; nobody is told. */
function goOn(): void {
  if (leaving.signal.aborted) throw new Error('Atelier is being closed');
}

/** Runs to its end, in a process group of its own as the parts; what it says is shown only if it fails. */
async function finish(args: string[]): Promise<void> {
  goOn();
  step = spawn(process.execPath, args, {
    cwd: root,
    env: childEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [step.stdout, step.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(step, 'close')) as [number | null];
  step = undefined;
  if (code !== 0) throw new Error(`${said}\n${args.join(' ')} failed (exit code ${code})`);
}

function start(name: keyof typeof PATIENCE, args: string[], cwd: string): void {
  goOn();
  const part = new Part({
    ...{ name, args, cwd, env: childEnv, patience: PATIENCE[name] },
    onFailed: () => void close(1),
  });
  parts.push(part);
  part.start();
}

async function answering(url: string): Promise<void> {
  while (!leaving.signal.aborted) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    // 503: the database is slow to answer, or being started again; pages say "One moment" meanwhile.
    if (answer && answer.status !== 503)
      throw new Error(`the studio answers with ${answer.status}: see above`);
    await delay(100);
  }
}

/**
 * Ctrl-C: whoever sits there can wait until the worker has stored its run's state, however long an iteration takes, or press
 * it again. Other signals come from systems that do not wait for long.
 */
async function interrupted(): Promise<void> {
  interruptedAt ??= performance.now();
  // The terminal tells us and who started us, which tells us too: that is once.
  if (performance.now() - interruptedAt > 1_000) {
    await Promise.all(parts.map((part) => part.stop(0)));
    return;
  }
  if (!leaving.signal.aborted && parts.some(({ name }) => name === 'worker'))
    log.info('closing after the iteration under way; Ctrl-C again closes at once');
  await close(0, Infinity);
}

async function close(code: number, workersPatience = PATIENCE.worker): Promise<void> {
  if (leaving.signal.aborted) return;
  leaving.abort();
  if (step?.pid) killGroup(step.pid); // nothing of it is lost: it is done again
  await Promise.all(
    parts.map((part) => part.stop(part.name === 'worker' ? workersPatience : PATIENCE.studio)),
  );
  const database = await starting.catch(() => undefined); // why it did not start has been said
  await database?.stop();
  process.exit(code);
}
