/**
 * A small real training under random faults, beside one that is left alone: its training process, its worker, the studio, the
 * database or everything killed; the worker held up until it has lost the run, and woken; all connections to the database cut
 * for ten seconds. Afterwards the weights are the same, each iteration is reported once, and nothing is damaged. Linux only.
 *
 *     node --import tsx apps/studio-e2e/faults.ts --help
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { randomNumbers } from '@atelier/lettering';
import pg from 'pg';
import { Atelier, eventually, ownFolder, POSTGRES, SERVER, STUDIO, TRAINING, WORKER } from './atelier.ts';
import { Visitor } from './visitor.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    faults: { type: 'string', default: '20' },
    iterations: { type: 'string', default: '400' },
    kinds: { type: 'string' },
    port: { type: 'string', default: '3470' },
    help: { type: 'boolean', default: false },
  },
});

const kill = (of: RegExp) => () => Promise.resolve(void atelier.signal(of, 'SIGKILL'));
const KINDS: Record<string, [said: string, work: () => Promise<void>]> = {
  training: ['the training process is killed', kill(TRAINING)],
  worker: ['the worker is killed', kill(WORKER)],
  studio: ['the studio is killed', kill(STUDIO)],
  database: ['the database is killed', kill(POSTGRES)],
  held: ['the worker is held up', holdUp],
  cut: ['the connections are cut', cut],
  everything: [
    'everything is killed',
    async () => {
      atelier.signal(SERVER, 'SIGKILL');
      atelier.signal(/./, 'SIGKILL');
      await eventually(() => atelier.processes().length === 0);
      atelier = await open();
    },
  ],
};
const kinds = values.kinds?.split(',') ?? Object.keys(KINDS);
if (values.help || kinds.some((kind) => !Object.hasOwn(KINDS, kind))) {
  console.log('--seed 1  --faults 20  --iterations 400 (of each training)  --port 3470');
  console.log(`--kinds ${Object.keys(KINDS).join()}`);
  process.exit(values.help ? 0 : 2);
}
const [seed, faults, iterations, port] = [values.seed, values.faults, values.iterations, values.port].map(
  Number,
) as [number, number, number, number];

/** Held up for longer than a worker may be silent. */
const HELD_MS = 35_000;
const CUT_MS = 10_000;

interface View {
  run: { status: string; iteration: number; failure: string | null };
  metrics: { iteration: number }[];
  checkpoints: { iteration: number; sha256: string }[];
}

const next = randomNumbers(seed);
/** An integer, 0 to below `below`. */
const random = (below: number) => Math.floor(next() * below);

const folder = ownFolder('faults');
const open = () => new Atelier({ folder, port }).opened();
let atelier = await open();
const visitor = new Visitor(atelier.address);
const since = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - since) / 1000).toFixed(0).padStart(5)} s  ${line}`);

/** What the studio answers, once it does. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await ask();
    } catch {
      await delay(200); // it is down, or its database is
    }
}

async function start(): Promise<string> {
  const { id: styleId } = await visitor.query<{ id: string }>('styles.get', { slug: 'mosaic' });
  const config = {
    ...{ iterations, width: 8, size: 64, batch: 1, styleSize: 64, lossNetwork: 'compact', seed: 7 },
    ...{ logEvery: 1, stateEvery: 10, sampleEvery: iterations, checkpointEvery: iterations },
  };
  return (await visitor.tell<{ id: string }>('runs.start', { styleId, config, photoFolder: null })).id;
}
const view = (id: string) => answered(() => visitor.query<View>('runs.view', { id }));

async function until(id: string, wanted: (run: View['run']) => boolean): Promise<void> {
  await eventually(async () => {
    const { run } = await view(id);
    if (run.status === 'failed') throw new Error(`the training failed: ${run.failure}`);
    return run.status === 'finished' || wanted(run);
  });
}

/** Ends all connections to the database, again and again. */
async function cut(): Promise<void> {
  const client = new pg.Client({ connectionString: atelier.databaseUrl() });
  await client.connect();
  const end = performance.now() + CUT_MS;
  while (performance.now() < end) {
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await delay(100);
  }
  await client.end();
}

async function holdUp(): Promise<void> {
  const held = [...atelier.processes(WORKER), ...atelier.processes(TRAINING)];
  for (const pid of held) process.kill(pid, 'SIGSTOP');
  await delay(HELD_MS);
  for (const pid of held) process.kill(pid, 'SIGCONT');
}

const alone = await start();
await until(alone, () => false);
say(`left alone: ${iterations} iterations`);

/** Each kind once, in another order each time, until there are enough. */
const order: string[] = [];
while (order.length < faults) {
  const left = [...kinds];
  while (left.length > 0) order.push(...left.splice(random(left.length), 1));
}

const problems: string[] = [];
const disturbed = await start();
for (const [fault, kind] of order.slice(0, faults).entries()) {
  const [said, work] = KINDS[kind]!;
  const { run } = await view(disturbed);
  // The training goes on during some of them: only half of what there is until the next one is waited for.
  const share = (iterations - run.iteration) / (2 * (faults - fault));
  const at = run.iteration + 1 + random(Math.max(1, Math.floor(share)));
  await until(disturbed, ({ status, iteration }) => status === 'running' && iteration >= at);
  const { run: now } = await view(disturbed);
  if (now.status === 'finished') {
    problems.push(`the training was over after ${fault} faults: give it more --iterations`);
    break;
  }
  say(`iteration ${now.iteration}: ${said}`);
  await work();
}
await until(disturbed, () => false);

const [before, after] = [await view(alone), await view(disturbed)];
const weights = ({ checkpoints }: View) =>
  checkpoints.map(({ iteration, sha256 }) => `${iteration} ${sha256}`);
if (weights(before).join() !== weights(after).join())
  problems.push(`other weights: ${weights(before).join()} and ${weights(after).join()}`);
const told = after.metrics.map(({ iteration }) => iteration).join();
if (told !== Array.from({ length: iterations }, (_, i) => i + 1).join())
  problems.push(`reported iterations: ${told}`);
const { stdout, stderr } = await promisify(execFile)(
  process.execPath,
  [path.join(import.meta.dirname, '../../apps/trainer/atelier.mjs'), 'verify'],
  { env: { ...process.env, DATABASE_URL: atelier.databaseUrl() } },
);
if (stderr) problems.push(stderr);
say(stdout.trim());
const code = await atelier.stop();
if (code !== 0) problems.push(`npm start ended with ${code}`);
await rm(folder, { recursive: true });
for (const problem of problems) console.error(problem);
say(
  problems.length === 0
    ? `the same weights, ${weights(after).join()}; nothing is damaged`
    : 'not as it should be',
);
process.exit(problems.length === 0 ? 0 : 1);
