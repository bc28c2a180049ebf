import pg from 'pg';
import { afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { metric } from '../../test/metric.ts';
import { db } from '../database.ts';
import { sha256 } from '../images.ts';
import {
  changes,
  createRun,
  deleteRun,
  Hold,
  runEvents,
  runLists,
  setDesiredState,
  type Run,
  type RunEvent,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';

useFreshDatabase();

let styleId: string;
beforeAll(async () => {
  styleId = (await createStyle({ title: 'Style', file: image('style') })).id;
});

let leave = new AbortController();
afterEach(() => {
  leave.abort();
  leave = new AbortController();
});

/** Of a page of its own, that leaves with the others. */
const page = () => AbortSignal.any([leave.signal]);

async function newHold(): Promise<[Run, Hold]> {
  const run = await createRun({ styleId, config: {}, iterations: 20 });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
  return [run, (await Hold.take(run.id, jobId!, 'worker'))!];
}

/** Reads events until one passes. */
async function until(
  events: AsyncGenerator<RunEvent[]>,
  last: (event: RunEvent) => boolean,
): Promise<RunEvent[]> {
  const seen: RunEvent[] = [];
  for (;;) {
    const next = await events.next();
    if (next.done) throw new Error('the events ended');
    seen.push(...next.value);
    if (next.value.some(last)) return seen;
  }
}

test('a page hears what was before it came, then everything once and in order, then that the run is gone', async () => {
  const [run, hold] = await newHold();
  await hold.saveMetric(metric(1), 19);
  await hold.saveSample(1, 0, image('sample 1'));
  const events = runEvents(run.id, null, leave.signal);
  const first = await until(events, (event) => event.type === 'sample');
  expect(first).toMatchObject([
    { type: 'run', run: { status: 'running', iteration: 1 } },
    { type: 'step', ...metric(1) },
    { type: 'sample', iteration: 1, index: 0 },
  ]);

  // All of this happens while nobody reads.
  for (const iteration of [2, 3, 4]) await hold.saveMetric(metric(iteration), 20 - iteration);
  await hold.saveSample(1, 1, image('sample 2'));
  await hold.saveCheckpoint({ iteration: 4, bytes: Buffer.from('weights'), config: {} });
  await hold.finish(4);
  const rest = await until(events, (event) => event.type === 'run' && event.run.status === 'finished');
  const of = (type: RunEvent['type']) => rest.filter((event) => event.type === type);
  expect(of('step')).toEqual([2, 3, 4].map((iteration) => ({ type: 'step', ...metric(iteration) })));
  expect(of('checkpoint')).toMatchObject([{ iteration: 4, checkpoint: { sha256: sha256(Buffer.from('weights')) } }]); // prettier-ignore
  expect(of('sample')).toMatchObject([{ iteration: 1, index: 1 }]);

  await deleteRun(run.id);
  expect(await until(events, (event) => event.type === 'deleted')).toMatchObject([{ type: 'deleted' }]);
  expect(await events.next()).toEqual({ value: undefined, done: true });
});

test('a page that comes back hears only what it does not know', async () => {
  const [run, hold] = await newHold();
  for (const iteration of [1, 2, 3]) await hold.saveMetric(metric(iteration), 0);
  const seen = await until(
    runEvents(run.id, null, leave.signal, { after: 2 }),
    (event) => event.type === 'step',
  );
  expect(seen.at(-1)).toEqual({ type: 'step', ...metric(3) });
});

/** How often a select from that table has been sent to the database since. */
function selects(table: string): () => number {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  onTestFinished(() => sent.mockRestore());
  const texts = () => sent.mock.calls.map(([query]) => (query as unknown as { text?: string }).text ?? '');
  return () =>
    texts().filter((text) => /^select/i.test(text) && text.includes(`FROM "public"."${table}"`)).length;
}

test('a change is read once, for however many pages', async () => {
  const [run, hold] = await newHold();
  const pages = Array.from({ length: 20 }, () => runEvents(run.id, null, page()));
  const lists = Array.from({ length: 20 }, () => runLists(null, page()));
  for (const each of [...pages, ...lists]) await each.next();
  const [ofMetrics, ofRuns] = [selects('Metric'), selects('Run')];
  await hold.saveMetric(metric(1), 19);
  const told = await Promise.all(pages.map((each) => until(each, ({ type }) => type === 'step')));
  for (const events of told) expect(events).toContainEqual({ type: 'step', ...metric(1) });
  for (const list of lists) expect((await list.next()).value).toContainEqual(expect.objectContaining({ id: run.id, iteration: 1 })); // prettier-ignore
  expect(ofMetrics()).toBe(1);
  // The run of the pages; whose it is, and the list of the lists.
  expect(ofRuns()).toBe(3);
});

test('of pages that came at different times each is told what it does not know, once and in order', async () => {
  const [run, hold] = await newHold();
  const told = [];
  for (const iteration of [1, 2, 3, 4]) {
    told.push(until(runEvents(run.id, null, page()), (event) => event.type === 'step' && event.iteration === 4)); // prettier-ignore
    await hold.saveMetric(metric(iteration), 0);
    await hold.saveSample(iteration, 0, image(`sample ${iteration}`));
  }
  const back = runEvents(run.id, null, page(), { after: 3 });
  expect((await back.next()).value).toMatchObject([{ type: 'run' }, { type: 'step', iteration: 4 }, { type: 'sample', iteration: 4 }]); // prettier-ignore
  const iterations = (events: RunEvent[], of: RunEvent['type']) =>
    events.flatMap((event) => (event.type === of && 'iteration' in event ? [event.iteration] : []));
  for (const events of await Promise.all(told)) expect(iterations(events, 'step')).toEqual([1, 2, 3, 4]);
  await hold.saveCheckpoint({ iteration: 4, bytes: Buffer.from('weights'), config: {} });
  expect(iterations(await until(back, ({ type }) => type === 'checkpoint'), 'step')).toEqual([]);
});

test('a page that leaves ends its events, also while they wait', async () => {
  const [run] = await newHold();
  const events = runEvents(run.id, null, leave.signal);
  await until(events, (event) => event.type === 'run');
  // What was told before the page left may still come; then it ends.
  const ended = (async () => {
    while (!(await events.next()).done);
  })();
  leave.abort();
  await ended;
});

test('every change of any run is told, and a lost connection is an error, after which one can listen again', async () => {
  const [run] = await newHold();
  const all = changes(leave.signal);
  expect((await all.next()).value).toBeUndefined();
  await setDesiredState(run.id, 'paused', null);
  expect((await all.next()).value).toBe(run.id);

  const listening = async () => {
    while (!(await all.next()).done);
  };
  const lost = expect(listening()).rejects.toThrow('the connection to the database was lost');
  await db().$queryRaw`
    select pg_terminate_backend(pid)::text from pg_stat_activity
    where query like 'listen atelier%' and datname = current_database()`;
  await lost;

  const again = changes(leave.signal);
  expect((await again.next()).value).toBeUndefined();
  await setDesiredState(run.id, 'stopped', null);
  expect((await again.next()).value).toBe(run.id);
});
