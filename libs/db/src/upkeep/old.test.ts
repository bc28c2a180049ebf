import { expect, test } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { metric } from '../../test/metric.ts';
import { db } from '../database.ts';
import { sha256 } from '../images.ts';
import {
  clearOld,
  createRun,
  EVERYBODY,
  Hold,
  invite,
  isInvited,
  join,
  listCheckpoints,
  listMetrics,
  listSamples,
  readImage,
  readRunState,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';

useFreshDatabase();

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

test('of runs that ended long ago states and earlier samples go, and nothing else; what has run out of people’s', async () => {
  const style = await createStyle({ title: 'Old', file: image('old') });
  const run = async (name: string, status: 'finished' | 'failed' | 'paused', endedAt: Date | null) => {
    const { id } = await createRun({ styleId: style.id, config: {}, iterations: 10 });
    const { jobId } = await db().run.findUniqueOrThrow({ where: { id } });
    const hold = (await Hold.take(id, jobId!, 'host-1'))!;
    for (const iteration of [5, 10]) {
      await hold.saveMetric(metric(iteration), 1);
      await hold.saveSample(iteration, 0, image(`${name} ${iteration}`));
      await hold.saveSample(iteration, 1, image('the same for all'));
    }
    await hold.saveCheckpoint({ iteration: 10, bytes: Buffer.from(name), config: {} });
    await hold.saveState({ iteration: 10, bytes: Buffer.from('state') });
    await db().run.update({ where: { id }, data: { status, endedAt } });
    return id;
  };
  const long = await run('long', 'failed', daysAgo(100));
  const lately = await run('lately', 'finished', daysAgo(10));
  const paused = await run('paused', 'paused', null);
  const published = (await db().style.findUniqueOrThrow({ where: { id: style.id } })).publishedId;
  const user = await join(await invite(), {
    name: 'Ada',
    email: 'ada@example.org',
    password: 'x'.repeat(12),
  });
  const session = (id: string, expiresAt: Date) =>
    db().session.create({ data: { id, token: id, userId: user.id, expiresAt } });
  await session('over', daysAgo(1));
  await session('on', daysAgo(-1));
  const code = await invite();

  expect(await clearOld()).toEqual({ states: 1, samples: 2, sessions: 1 });
  expect(await clearOld()).toEqual({ states: 0, samples: 0, sessions: 0 });

  const left = async (id: string) => ({
    state: (await readRunState(id))?.iteration,
    samples: (await listSamples(id)).map(({ iteration }) => iteration),
    metrics: (await listMetrics(id)).length,
  });
  const all = { state: 10, samples: [5, 5, 10, 10], metrics: 2 };
  expect([await left(long), await left(lately), await left(paused)]).toEqual([
    { samples: [10, 10], metrics: 2 },
    all,
    all,
  ]);
  const there = (name: string) => readImage(sha256(image(name).bytes), EVERYBODY);
  expect(await there('long 5')).toBeNull();
  for (const name of ['long 10', 'lately 5', 'the same for all', 'old'])
    expect([name, await there(name)]).not.toEqual([name, null]);
  expect((await listCheckpoints(style.id, EVERYBODY)).length).toBe(3);
  expect((await db().style.findUniqueOrThrow({ where: { id: style.id } })).publishedId).toBe(published);
  expect(await isInvited(code)).toBe(true);
  expect((await db().session.findMany()).map(({ id }) => id)).toEqual(['on']);
});
