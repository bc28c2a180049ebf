import { describe, expect, test } from 'vitest';
import { image } from '../../test/image.ts';
import { metric } from '../../test/metric.ts';
import { useFreshDatabase } from '../../test/database.ts';
import { origin, take, useRuns } from '../../test/run.ts';
import { sha256 } from '../images.ts';
import {
  createRun,
  deleteRun,
  getRun,
  type Hold,
  listMetrics,
  listSamples,
  LostRunError,
  readImage,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';
import { deleteStyle } from '../styles/styles.ts';

useFreshDatabase();

const { newRun } = useRuns();

describe('what a worker writes', () => {
  test('of two workers only the later one can write anything', async () => {
    const run = await newRun();
    const early = await take(run, 'early');
    await early.saveState({ iteration: 5, bytes: Buffer.from('by the early one') });
    const late = await take(run, 'late');
    const writes: ((hold: Hold) => Promise<unknown>)[] = [
      (hold) => hold.read(),
      (hold) => hold.renew(),
      (hold) => hold.started({ engine: 'e', device: 'd', iteration: 0, origin }),
      (hold) => hold.saveMetric(metric(7), 1),
      (hold) => hold.saveSample(7, 0, image('by the early one')),
      (hold) => hold.saveState({ iteration: 7, bytes: Buffer.from('too late') }),
      (hold) => hold.saveCheckpoint({ iteration: 7, bytes: Buffer.from('too late'), config: {} }),
      (hold) => hold.release('halted'),
      (hold) => hold.fail('unforeseen', 'too late'),
      (hold) => hold.finish(20),
    ];
    for (const write of writes) await expect(write(early)).rejects.toThrow(LostRunError);
    expect(await getRun(run.id, null)).toMatchObject({ status: 'running', workerId: 'late', iteration: 5 });
    expect(await listMetrics(run.id)).toEqual([]);
    expect(await listSamples(run.id)).toEqual([]);
    expect(await readImage(sha256(Buffer.from('by the early one')), null)).toBeNull();
    expect(Buffer.from((await late.read()).state!.bytes).toString()).toBe('by the early one');
    for (const write of writes.slice(0, 7)) await write(late);
  });

  test('two workers that write at the same moment: a write is the holder’s or is not', async () => {
    const run = await newRun();
    let holder = await take(run, 'first');
    for (let iteration = 1; iteration <= 20; iteration++) {
      const write = holder.saveMetric(metric(iteration), 0).then(
        () => 'written',
        (error: unknown) => error,
      );
      await holder.saveState({ iteration, bytes: Buffer.from('state') }).catch(() => undefined);
      const next = take(run, `worker ${iteration}`);
      const outcome = await write;
      holder = await next;
      const there = (await listMetrics(run.id, { after: iteration - 1 })).length === 1;
      expect(outcome === 'written' || outcome instanceof LostRunError).toBe(true);
      expect(there).toBe(outcome === 'written');
    }
  });

  test('a worker on a deleted run, or on one of a deleted style, has lost it', async () => {
    const own = await createStyle({ title: 'Own', file: image('own') });
    const runs = await Promise.all(
      [1, 2].map(() => createRun({ styleId: own.id, config: {}, iterations: 5 })),
    );
    const [one, two] = [await take(runs[0]!), await take(runs[1]!)];
    expect(await deleteRun(runs[0]!.id)).toBe(true);
    await expect(one.saveMetric(metric(1), 1)).rejects.toThrow(LostRunError);
    await two.saveSample(1, 0, image('its sample'));
    expect(await deleteStyle(own.id)).toBe(true);
    await expect(two.saveState({ iteration: 1, bytes: Buffer.from('x') })).rejects.toThrow(LostRunError);
    expect(await readImage(sha256(Buffer.from('its sample')), null)).toBeNull();
  });
});
