/**
 * A studio of its own under load, in a folder of its own: many connections at once on the gallery, a picture and a variant of it;
 * many photos painted at once; many live pages of a run while it trains. Every answer has to be a good one, each painting
 * there, each page told every iteration, and the studio's memory bounded; how fast all that was is told, and does not
 * decide. Linux only.
 *
 *     node --import tsx apps/studio-e2e/load.ts --help
 */
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { median } from 'simple-statistics';
import { Atelier, eventually, ownFolder, PAINTER, STUDIO } from './atelier.ts';
import { LivePage } from './live-page.ts';
import { Visitor } from './visitor.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    requests: { type: 'string' },
    connections: { type: 'string', default: '200' },
    paintings: { type: 'string', default: '50' },
    pages: { type: 'string', default: '100' },
    iterations: { type: 'string', default: '100' },
    size: { type: 'string', default: '128' },
    memory: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '0' },
    port: { type: 'string', default: '3478' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    '--seconds 60  --connections 200 (of each of three addresses; or --requests)  --paintings 50 (at once)',
  );
  console.log(
    '--pages 100 (of a run)  --iterations 100 (twice without pages, twice with)  --size 128 (of crops)',
  );
  console.log(
    '--memory 1000 (megabytes that the studio may come to)  --minutes 0 (of use after that)  --port 3478',
  );
  process.exit();
}
const number = (name: Exclude<keyof typeof values, 'help'>) => Number(values[name]);
const [seconds, connections, iterations] = [number('seconds'), number('connections'), number('iterations')];
const requests = Number(values.requests ?? 0);

const folder = ownFolder('load');
const atelier = await new Atelier({ folder, port: number('port') }).opened();
const visitor = new Visitor(atelier.address);
const published = await visitor.published('mosaic');
const problems: string[] = [];

/** Resident megabytes of those of its processes. */
async function megabytes(of: RegExp): Promise<number> {
  const each = atelier.processes(of).map(async (pid) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''); // it has just ended
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  });
  return (await Promise.all(each)).reduce((sum, one) => sum + one, 0);
}

async function memory(when: string): Promise<void> {
  const [studio, painters] = [await megabytes(STUDIO), await megabytes(PAINTER)];
  console.log(
    `${when}: the studio has ${studio.toFixed(0)} MB, its painting processes ${painters.toFixed(0)} MB`,
  );
  if (studio > number('memory'))
    problems.push(`${when} the studio has ${studio.toFixed(0)} MB, more than ${values.memory}`);
}

/** Asks for it by many connections at once. `overallRate`: requests a second in all, as many as there can be if none. */
async function ask(
  name: string,
  at: string,
  limits: { amount: number } | { duration: number; overallRate?: number },
): Promise<void> {
  const result = await autocannon({ url: atelier.address + at, connections, timeout: 600, ...limits });
  const { average, p50, p99, max } = { ...result.latency, average: result.requests.average };
  if (!('overallRate' in limits))
    console.log(`${name}: ${average.toFixed(0)} a second; ${p50} ms, 99 % ${p99} ms, at most ${max} ms`);
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0)
    problems.push(`${name}: ${result['2xx']} good answers, ${result.non2xx} others, ${result.errors} failed`);
}

interface History {
  paintings: { image: { sha256: string }; photo: { id: string } }[];
  next: string | null;
}

async function history(): Promise<History['paintings']> {
  const all: History['paintings'] = [];
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page: History = await visitor.query<History>('paintings.history', { cursor });
    all.push(...page.paintings);
    cursor = page.next;
  }
  return all;
}

async function paint(count: number, seed: number): Promise<void> {
  const photos: string[] = [];
  for (let i = 0; i < count; i++) photos.push(await visitor.upload(640, 480, seed + i));
  const since = performance.now();
  const done = await Promise.allSettled(photos.map((id) => visitor.paint(id, published, 'full')));
  for (const each of done)
    if (each.status === 'rejected') problems.push(`a painting: ${String(each.reason)}`);
  const took = (performance.now() - since) / 1000;
  const there = (await history()).filter(({ photo }) => photos.includes(photo.id));
  for (const { image } of there) await (await visitor.get(`/images/${image.sha256}`)).arrayBuffer();
  if (new Set(there.map(({ photo }) => photo.id)).size !== count)
    problems.push(`${there.length} paintings of ${count} photos are there`);
  if (count > 1) console.log(`${count} photos of 640×480 ordered at once: painted in ${took.toFixed(0)} s`);
}

interface View {
  run: { status: string; iteration: number; failure: string | null };
  metrics: { iteration: number; seconds: number }[];
}

/** Iterations from one report of the losses to the next. */
const EVERY = 5;

async function train(): Promise<void> {
  const { id: styleId } = await visitor.query<{ id: string }>('styles.get', { slug: 'mosaic' });
  const config = {
    ...{ iterations: 1_000_000, size: number('size'), lossNetwork: 'compact', styleSize: 128, seed: 7 },
    ...{ logEvery: EVERY, sampleEvery: 1_000, checkpointEvery: 1_000_000, stateEvery: 1_000 },
  };
  const { id } = await visitor.tell<{ id: string }>('runs.start', { styleId, config, photoFolder: null });
  const view = () => visitor.query<View>('runs.view', { id });
  const reached = (wanted: number) =>
    eventually(async () => {
      const { run } = await view();
      if (run.failure) throw new Error(`the training failed: ${run.failure}`);
      await delay(500);
      return run.iteration >= wanted;
    });
  const speed: Record<'without' | 'with', number[]> = { without: [], with: [] };
  await reached(10); // after the first iterations, in which the graph is made
  for (const which of ['without', 'with', 'without', 'with'] as const) {
    const count = which === 'with' ? number('pages') : 0;
    const pages = await Promise.all(Array.from({ length: count }, () => LivePage.opened(visitor, id)));
    const { run: now } = await view();
    await reached(now.iteration + iterations);
    const { metrics } = await view();
    const meanwhile = metrics.filter(({ iteration }) => iteration > now.iteration + EVERY);
    speed[which].push(...meanwhile.map(({ seconds }) => seconds));
    const knowsAll = ({ known }: LivePage) => metrics.every(({ iteration }) => known.has(iteration));
    await eventually(() => pages.every((page) => page.ended !== undefined || knowsAll(page)));
    for (const { ended } of pages) if (ended) problems.push(`a page of a run: ${ended}`);
    if (count > 0) await memory(`With ${count} pages of a run open`);
    for (const page of pages) page.leave();
  }
  const [alone, watched] = [median(speed.without), median(speed.with)];
  const kept = `${((100 * alone) / watched).toFixed(0)} % of its speed`;
  console.log(
    `an iteration takes ${alone.toFixed(3)} s, with ${values.pages} pages open ${watched.toFixed(3)} s: ${kept}`,
  );
  await visitor.tell('runs.setDesired', { id, desired: 'stopped' });
  await eventually(async () => (await view()).run.status === 'stopped');
}

const photo = await visitor.upload(1600, 1200, 5);
const photos = await visitor.query<{ id: string; image: { sha256: string } }[]>('photos.list');
const { sha256 } = photos.find(({ id }) => id === photo)!.image;
const addresses = { gallery: '/', picture: `/images/${sha256}`, variant: `/images/${sha256}?w=640` };

await memory('Before');
for (const [name, at] of Object.entries(addresses)) {
  await ask(name, at, requests ? { amount: requests } : { duration: seconds });
  await memory('After that');
}
await paint(number('paintings'), 100);
await memory('After that');
if (iterations > 0) await train();
await memory('After that');
const [use, PER_SECOND] = [number('minutes'), 5];
for (let minute = 0; minute < use; minute++) {
  for (const [name, at] of Object.entries(addresses))
    await ask(name, at, { overallRate: PER_SECOND, duration: 20 });
  await paint(1, 1000 + minute);
  if (minute % 10 === 9 || minute === use - 1)
    await memory(`After ${minute + 1} min of ${PER_SECOND} requests a second and a painting each`);
}
const code = await atelier.stop();
if (code !== 0) problems.push(`npm start ended with ${code}`);
await rm(folder, { recursive: true });
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'every answer was a good one, nothing is lost' : 'not as it should be');
process.exit(problems.length === 0 ? 0 : 1);
