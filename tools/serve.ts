/**
 * What `npm start` runs once everything is set up: the database, brought up to date and filled with the built-in styles,
 * the studio's production build if it is stale, the studio itself and one worker. Ctrl-C stops all of it.
 */
import './no-telemetry.mjs';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate, startPostgres } from '@atelier/db/postgres';
import { z } from 'zod';

const root = path.join(import.meta.dirname, '..');
const studio = path.join(root, 'apps/studio');

const env = z
  .object({
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    ATELIER_DATA: z.string().default(path.join(root, '.atelier')),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  })
  .parse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')));

/** How long a part may take to stop by itself, in milliseconds. The studio waits for its open streams for ever. */
const PATIENCE = { studio: 3_000, worker: 20_000 };

const running: { name: keyof typeof PATIENCE; child: ChildProcess }[] = [];
let closing = false;

const starting = startPostgres({
  url: env.DATABASE_URL,
  folder: path.join(env.ATELIER_DATA, 'postgres'),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close(0));
const childEnv: NodeJS.ProcessEnv = { ...process.env };

try {
  const { url } = await starting;
  goOn();
  childEnv.DATABASE_URL = url;
  say('bringing the database up to date');
  await migrate(url);
  await finish(['--import', 'tsx', 'prisma/seed.ts']);
  say('building the studio, where something has changed since it was last built');
  await finish([bin('nx', 'dist/bin/nx.js'), 'run', '@atelier/studio:build', '--outputStyle=static']);
  const port = await freePort(env.PORT);
  start('studio', [bin('next', 'dist/bin/next'), 'start', '-H', '127.0.0.1', '-p', String(port)], studio);
  await answering(`http://127.0.0.1:${port}/`);
  start('worker', ['apps/trainer/atelier.mjs', 'worker'], root);
  say(`Atelier is open at http://localhost:${port} (Ctrl-C closes it)`);
} catch (error) {
  if (!closing) console.error(error instanceof Error ? error.message : error);
  await close(1);
}

function say(line: string): void {
  console.log(`atelier: ${line}`);
}

/** A package's program: run with this Node, no shell in between. */
function bin(name: string, file: string): string {
  return path.join(
    path.dirname(createRequire(path.join(studio, 'package.json')).resolve(`${name}/package.json`)),
    file,
  );
}

/** Throws once everything is being closed, so that nothing more is started; nobody is told. */
function goOn(): void {
  if (closing) throw new Error('Atelier is being closed');
}

/** In a process group of its own, so that Ctrl-C reaches it through us alone. */
function spawnNode(args: string[], cwd: string, output: 'inherit' | 'pipe'): ChildProcess {
  goOn();
  return spawn(process.execPath, args, {
    cwd,
    env: childEnv,
    stdio: ['ignore', output, output],
    detached: true,
  });
}

/** Runs to its end; what it says is shown only if it fails. */
async function finish(args: string[]): Promise<void> {
  const child = spawnNode(args, root, 'pipe');
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()));
  running.push({ name: 'studio', child });
  const [code] = (await once(child, 'close')) as [number | null];
  running.pop();
  if (code !== 0) throw new Error(`${said}\n${args.join(' ')} failed (exit code ${code})`);
}

function start(name: keyof typeof PATIENCE, args: string[], cwd: string): void {
  const child = spawnNode(args, cwd, 'inherit');
  running.push({ name, child });
  child.on('exit', (code, signal) => {
    if (closing) return;
    console.error(`atelier: the ${name} ended by itself (${signal ?? `exit code ${code}`})`);
    void close(1);
  });
}

/** The wished port, or the next one that nobody has. */
async function freePort(wished: number): Promise<number> {
  const server = createServer();
  server.listen(wished, '127.0.0.1');
  try {
    await once(server, 'listening');
    return wished;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE' || wished >= 65_535) throw error;
    return freePort(wished + 1);
  } finally {
    server.close();
  }
}

async function answering(url: string): Promise<void> {
  while (!closing) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (answer) throw new Error(`the studio answers with ${answer.status}: see above`);
    await delay(100);
  }
}

async function close(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  await Promise.all(
    running.map(async ({ name, child }) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const hard = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), PATIENCE[name]);
      await gone;
      clearTimeout(hard);
    }),
  );
  const database = await starting.catch(() => undefined); // why it did not start has been said
  await database?.stop();
  process.exit(code);
}
