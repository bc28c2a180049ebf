import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { EVERYBODY, deleteRun, getRun, putDataset, type Run, setDesiredState } from '@atelier/db';
import { describe, expect, test } from 'vitest';
import {
  workers,
  startWorker,
  query,
  newRun,
  until,
  finished,
  pidOf,
  isAt,
  expectWhole,
  ENDLESS,
} from '../../test/run-queue.ts';

describe('three workers on one queue', () => {
  test('each run is trained once; a killed worker’s run is finished by another from its last state', async () => {
    for (let i = 0; i < 3; i++) startWorker();
    const runs = await Promise.all(Array.from({ length: 5 }, () => newRun(30)));
    const long = await newRun(400);
    const taken = await until(long.id, isAt(10));
    const victim = [...workers].find((worker) => worker.pid === pidOf(taken));
    victim!.kill('SIGKILL');
    const done = await until(long.id, finished);
    expect(done.workerId).not.toBe(taken.workerId);
    expect(done.engine).toMatch(/^from [1-9]/);
    await expectWhole(long.id, 400);
    for (const { id } of runs) {
      expect(await until(id, finished)).toMatchObject({ engine: 'from 0' });
      await expectWhole(id, 30);
    }
    // The first run was made with lock 1. Each is begun once, but for the killed worker's, which went on.
    const begun = await query('select lock, count(*)::int as times from started group by lock order by lock');
    expect(begun).toEqual([1, 2, 3, 4, 5, 6].map((lock) => ({ lock, times: lock === 6 ? 2 : 1 })));
  });

  test('a worker that was held up while another took its run writes nothing more, and goes on with other runs', async () => {
    const early = startWorker();
    const run = await newRun(ENDLESS);
    await until(run.id, isAt(10));
    early.kill('SIGSTOP');
    const late = startWorker();
    const { iteration } = await until(run.id, (now) => isAt(1)(now) && pidOf(now) === late.pid);
    early.kill('SIGCONT');
    const other = await newRun(20);
    expect(pidOf(await until(other.id, finished))).toBe(early.pid);
    const still = await until(run.id, isAt(iteration + 20));
    expect(pidOf(still)).toBe(late.pid);
    await deleteRun(run.id);
  });
});

describe('one worker', () => {
  test('pauses, resumes and stops a run; nothing is stored after the state that it halts with', async () => {
    startWorker();
    const { id } = await newRun(ENDLESS);
    await until(id, isAt(5));
    await setDesiredState(id, 'paused', EVERYBODY);
    const paused = await until(id, (run) => run.status === 'paused');
    const state = await query('select iteration from "RunState" where "runId" = $1', [id]);
    expect(state).toEqual([{ iteration: paused.iteration }]);
    await expectWhole(id, paused.iteration);

    await setDesiredState(id, 'running', EVERYBODY);
    const resumed = await until(id, isAt(paused.iteration + 5));
    expect(resumed.engine).toBe(`from ${paused.iteration}`);
    await setDesiredState(id, 'stopped', EVERYBODY);
    const stopped = await until(id, (run) => run.status === 'stopped');
    await expectWhole(id, stopped.iteration);
    expect(stopped.endedAt).not.toBeNull();
  });

  test('lets go of a deleted run and takes the next one', async () => {
    startWorker();
    const [endless, next] = [await newRun(ENDLESS), await newRun(10)];
    await until(endless.id, isAt(5));
    await deleteRun(endless.id);
    await until(next.id, finished);
  });

  test('told to end, stores the state, gives the run back and ends; the next worker goes on from there', async () => {
    const worker = startWorker();
    const { id } = await newRun(ENDLESS);
    await until(id, isAt(5));
    const gone = once(worker, 'exit');
    worker.kill('SIGTERM');
    const waiting = await until(id, (run) => run.status === 'queued');
    expect(await gone).toEqual([0, null]);
    startWorker();
    const running = await until(id, isAt(waiting.iteration + 5));
    expect(running.engine).toBe(`from ${waiting.iteration}`);
    await deleteRun(id);
  });

  test('goes on when all its connections to the database break', async () => {
    startWorker();
    const { id } = await newRun(200);
    await until(id, isAt(10));
    await query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'worker'");
    await until(id, finished);
    await expectWhole(id, 200);
  });

  test('asks a database again that fails to store a checkpoint; the training does not begin anew', async () => {
    await query('create sequence checkpoints_stored');
    await query(`create function fail_once() returns trigger language plpgsql as $$ begin
      if nextval('checkpoints_stored') = 1 then raise 'the database is away for a moment'; end if;
      return new; end $$`);
    await query('create trigger fail_once before insert on "Checkpoint" execute function fail_once()');
    startWorker();
    const { id } = await newRun(20);
    expect(await until(id, finished)).toMatchObject({ engine: 'from 0' });
    expect(await query("select nextval('checkpoints_stored')::int as stored")).toEqual([{ stored: 3 }]);
    await query('drop trigger fail_once on "Checkpoint"');
    await expectWhole(id, 20);
  });

  test.each([
    ['paused', (_: ChildProcess, id: string) => setDesiredState(id, 'paused', EVERYBODY)],
    ['queued', (worker: ChildProcess) => worker.kill('SIGTERM')],
  ] as const)(
    'until it is %s, waits for the state of a run whose iterations take longer than a process may take to halt',
    async (status, halt) => {
      const worker = startWorker(100);
      const { id } = await newRun(ENDLESS, { stepMs: 700 });
      await until(id, isAt(1));
      await halt(worker, id);
      const halted = await until(id, (run) => run.status === status);
      const state = await query('select iteration from "RunState" where "runId" = $1', [id]);
      expect(state).toEqual([{ iteration: halted.iteration }]);
      await deleteRun(id);
    },
  );

  test('whose own disk is full gives a run back when it has waited: that is no vain attempt', async () => {
    const { id } = await newRun(20, { fullTimes: 2 });
    await query('update "Run" set attempts = 4 where id = $1', [id]); // of the 5 that there are
    startWorker();
    const waiting = await until(id, ({ failure }) => failure !== null);
    expect(waiting).toMatchObject({
      status: 'running',
      failure: 'noSpace',
      failureDetail: 'no space left on a disk of the worker',
    });
    expect(await until(id, (run) => run.status === 'queued')).toMatchObject({ failure: 'noSpace' });
    expect(await until(id, finished)).toMatchObject({ engine: 'from 0', failure: null });
    await expectWhole(id, 20);
  });

  test('trains again what crashed; gives up what crashes every time; says what failed', async () => {
    startWorker();
    const [crashing, hopeless, failing] = [
      await newRun(20, { crashAt: 10 }),
      await newRun(20, { hopeless: true }),
      await newRun(20, { failure: 'the folder is empty: name another' }),
    ];
    expect(await until(crashing.id, finished)).toMatchObject({ engine: 'from 8' });
    await expectWhole(crashing.id, 20);
    const failed = (run: Run) => run.status === 'failed';
    expect((await until(hopeless.id, failed)).failure).toBe('brokeOff');
    expect(await until(failing.id, failed)).toMatchObject({
      failure: 'input',
      failureDetail: 'the folder is empty: name another',
    });
  });
});

test('a run on photos that are on another machine waits for a worker there, and keeps none of the others waiting', async () => {
  const seen = { photos: 3, licences: [], preview: null };
  await putDataset({ name: 'dunes', kind: 'fetched', host: 'elsewhere' }, seen);
  const { id } = await newRun(5, {}, 'dunes');
  startWorker();
  const waiting = await until(id, ({ failure }) => failure !== null);
  expect(waiting).toMatchObject({ status: 'queued', failure: 'photosElsewhere', iteration: 0 });
  expect(waiting.failureDetail).toBe(
    `the photos "dunes" are on elsewhere; ${hostname()} has none of this name`,
  );
  const why = { kind: 'photosElsewhere', name: 'dunes', there: 'elsewhere', here: hostname() };
  expect(waiting.failureWhy).toEqual([why]);
  await until((await newRun(5)).id, finished);
  expect(await getRun(id, EVERYBODY)).toMatchObject({ status: 'queued' });
  await putDataset({ name: 'dunes', kind: 'fetched', host: hostname() }, seen);
  expect(await until(id, finished)).toMatchObject({ failure: null, failureDetail: null, failureWhy: null });
  await expectWhole(id, 5);
});
