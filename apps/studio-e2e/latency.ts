/**
 * How long pages and tRPC answers take while four 4-megapixel paintings run, of a studio that is up; nothing else should
 * run on the machine. Ends after SECONDS (40), or when all are painted:
 *
 *     node --import tsx apps/studio-e2e/latency.ts http://localhost:3000 starry-night [SECONDS]
 */
import { quantile } from 'simple-statistics';
import { query, Visitor } from './visitor.ts';

const [address, slug, seconds = '40'] = process.argv.slice(2);
if (!address || !slug) throw new Error('give the address of a studio and a trained style');
const PAINTINGS = 4;
const PAUSE = 20; // milliseconds between two requests

const visitor = new Visitor(address);
const published = await visitor.published(slug);
const photos = await Promise.all(
  // Seeds of the moment, so that nothing is painted already.
  Array.from({ length: PAINTINGS }, (_, i) => visitor.upload(2464, 1632, Date.now() + i)),
);

const paths = {
  gallery: '/',
  paint: `/styles/${slug}`,
  train: '/train',
  runs: '/runs',
  'styles.list': query('styles.list'),
  'paintings.history': query('paintings.history', {}),
  'runs.list': query('runs.list'),
};
/** Until its last byte, in milliseconds. */
async function timed(path: string): Promise<number> {
  const since = performance.now();
  await (await visitor.get(path)).arrayBuffer();
  return performance.now() - since;
}
const report = (what: string, times: number[]) => {
  const shown = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(0).padStart(6));
  console.log(`${what.padEnd(20)}${shown.join('')}   of ${times.length}`);
};
async function measure(goesOn: () => boolean): Promise<void> {
  const times = new Map(Object.keys(paths).map((name) => [name, [] as number[]]));
  while (goesOn())
    for (const [name, path] of Object.entries(paths)) {
      times.get(name)!.push(await timed(path));
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  for (const [name, each] of times) report(name, each);
  report('all', [...times.values()].flat());
}

for (const path of Object.values(paths)) await timed(path); // what is loaded once
console.log('milliseconds            p50   p95   max');
let rounds = 0;
console.log('at rest');
await measure(() => rounds++ < 5);

const left = new AbortController();
let painted = 0;
const paintings = photos.map(async (photoId) => {
  await visitor.paint(photoId, published, 'full', left.signal);
  painted++;
});
const until = performance.now() + Number(seconds) * 1000;
console.log('while painting');
await measure(() => painted < PAINTINGS && performance.now() < until);
console.log(`${painted} of ${PAINTINGS} painted`);
left.abort();
for (const done of await Promise.allSettled(paintings))
  if (done.status === 'rejected' && !left.signal.aborted) throw done.reason;
process.exit(0);
