import { describe, expect, test } from 'vitest';
import { metric } from '../../test/metric.ts';
import { useFreshDatabase } from '../../test/database.ts';
import { jobOf, take, useRuns } from '../../test/run.ts';
import { db } from '../database.ts';
import { createRun, deleteRun, getRun, Hold, listRuns, setDesiredState } from '../index.ts';

useFreshDatabase();

const { newRun } = useRuns();

describe('a run and its desired state', () => {
  test('is queued with its job, or not at all', async () => {
    const run = await newRun();
    expect(run).toMatchObject({
      status: 'queued',
      desired: 'running',
      iteration: 0,
      style: { slug: '~style' },
    });
    const jobs = await db().$queryRaw`select name from pgboss.job where id = ${await jobOf(run.id)}::uuid`;
    expect(jobs).toEqual([{ name: 'train' }]);
    expect((await listRuns(null))[0]?.id).toBe(run.id);
    await expect(createRun({ styleId: 'nothing', config: {}, iterations: 1 })).rejects.toThrow();
    expect(await deleteRun(run.id)).toBe(true);
    expect(await deleteRun(run.id)).toBe(false);
  });

  test('paused while it waits, nobody takes it; resumed, only its new job counts', async () => {
    const run = await newRun();
    const firstJob = await jobOf(run.id);
    expect(await setDesiredState(run.id, 'paused', null)).toMatchObject({ status: 'paused' });
    expect(await Hold.take(run.id, firstJob, 'worker')).toBeNull();
    expect(await setDesiredState(run.id, 'running', null)).toMatchObject({
      status: 'queued',
      desired: 'running',
    });
    expect(await Hold.take(run.id, firstJob, 'worker')).toBeNull();
    const hold = await take(run);
    expect(await getRun(run.id, null)).toMatchObject({ status: 'running', workerId: 'worker' });
    expect(await hold.renew()).toBe('running');
  });

  test('while it runs a desired state waits for the worker, which hears it with its next write', async () => {
    const run = await newRun();
    const hold = await take(run);
    expect(await setDesiredState(run.id, 'paused', null)).toMatchObject({
      status: 'running',
      desired: 'paused',
    });
    expect(await setDesiredState(run.id, 'running', null)).toMatchObject({
      status: 'running',
      desired: 'running',
    });
    expect(await setDesiredState(run.id, 'paused', null)).toMatchObject({ desired: 'paused' });
    expect(await hold.saveMetric(metric(1), 19)).toBe('paused');
    expect(await hold.release('halted')).toBe('paused');
    expect(await setDesiredState(run.id, 'stopped', null)).toMatchObject({ status: 'stopped' });
    expect(await setDesiredState(run.id, 'paused', null)).toBeNull();
    expect(await setDesiredState(run.id, 'running', null)).toMatchObject({ status: 'queued', endedAt: null });
  });

  test('a finished run stays finished; a failed one says why and can go on', async () => {
    const [finished, failed] = [await newRun(), await newRun()];
    await (await take(finished)).finish(20);
    expect(await setDesiredState(finished.id, 'running', null)).toBeNull();
    await (await take(failed)).fail('input', 'no.jpg: no such file');
    expect(await getRun(failed.id, null)).toMatchObject({
      status: 'failed',
      failure: 'input',
      failureDetail: 'no.jpg: no such file',
    });
    expect(await setDesiredState(failed.id, 'running', null)).toMatchObject({
      status: 'queued',
      failure: null,
      failureDetail: null,
    });
    expect(await setDesiredState('nothing', 'running', null)).toBeNull();
  });

  test('is given up after five vain attempts, but not if each of them gets somewhere or was told to halt', async () => {
    const [vain, slow, halted] = [await newRun(), await newRun(), await newRun()];
    for (let attempt = 1; attempt <= 8; attempt++) {
      await (await take(slow)).saveState({ iteration: attempt, bytes: Buffer.from('state') });
      await (await take(halted)).release('halted');
      if (attempt <= 5) await (await take(vain)).release('crashed');
    }
    expect(await Hold.take(vain.id, await jobOf(vain.id), 'worker')).toBeNull();
    expect(await getRun(vain.id, null)).toMatchObject({
      status: 'failed',
      failure: 'brokeOff',
      failureDetail: 'broke off 5 times after iteration 0',
    });
    expect(await getRun(slow.id, null)).toMatchObject({ status: 'running', iteration: 8 });
    expect(await getRun(halted.id, null)).toMatchObject({ status: 'queued', failure: null });
  });
});
