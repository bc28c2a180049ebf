import { describe, expect, test } from 'vitest';
import { image } from '../../test/image.ts';
import { metric } from '../../test/metric.ts';
import { useFreshDatabase } from '../../test/database.ts';
import { origin, take, useRuns } from '../../test/run.ts';
import { db } from '../database.ts';
import { sha256 } from '../images.ts';
import {
  addPhoto,
  addStylization,
  clearOld,
  continueRun,
  createRun,
  deletePhoto,
  deleteRun,
  EVERYBODY,
  findStylization,
  getRun,
  getStyle,
  listMetrics,
  listSamples,
  putBuiltInStyle,
  publishCheckpoint,
  readCheckpoint,
  readImage,
  setDesiredState,
  STATE_DAYS,
} from '../index.ts';
import { createStyle } from '../../test/style.ts';
import { deleteStyle } from '../styles/styles.ts';

/** Where there are no accounts. */
const onePerson = { ownerId: null, administrator: true };

useFreshDatabase();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

const { style, newRun } = useRuns();

describe('what a worker writes', () => {
  test('metrics, samples, states and checkpoints arrive; written again they replace', async () => {
    const run = await newRun();
    const hold = await take(run);
    await hold.started({ engine: 'tensorflow 2.21.0', device: 'a processor', iteration: 0, origin });
    for (const iteration of [10, 20, 20]) await hold.saveMetric(metric(iteration), 20 - iteration);
    for (const index of [1, 0, 0]) await hold.saveSample(10, index, image(`sample ${index}`));
    await hold.saveState({ iteration: 10, bytes: Buffer.from('first state') });
    await hold.saveState({ iteration: 20, bytes: Buffer.from('second state') });
    for (const iteration of [10, 20])
      await hold.saveCheckpoint({
        iteration,
        bytes: Buffer.from(`at ${iteration}`),
        config: {},
        heldOut: { style: 1 },
      });

    expect(await listMetrics(run.id)).toEqual([metric(10), metric(20)]);
    expect(await listMetrics(run.id, { after: 10 })).toEqual([metric(20)]);
    expect(await listMetrics(run.id, { most: 1 })).toEqual([metric(20)]);
    expect((await listSamples(run.id)).map(({ iteration, index }) => [iteration, index])).toEqual([
      [10, 0],
      [10, 1],
    ]);
    expect(await hold.read()).toMatchObject({
      config: { iterations: 20 },
      photoFolder: null,
      styleTitle: 'Style',
      origin: { ...origin, styleSha256: style().image.sha256 },
    });
    expect(Buffer.from((await hold.read()).state!.bytes).toString()).toBe('second state');
    const { checkpoints, published } = (await getStyle('style', null))!;
    expect(checkpoints.map(({ runId, iteration }) => [runId, iteration])).toEqual([
      [run.id, 10],
      [run.id, 20],
    ]);
    expect(published?.iteration).toBe(20);
    expect(Buffer.from((await readCheckpoint(checkpoints[1]!.id, null))!).toString()).toBe('at 20');

    await hold.finish(20);
    expect(await getRun(run.id, null)).toMatchObject({
      status: 'finished',
      iteration: 20,
      engine: 'tensorflow 2.21.0',
    });
    // It can be continued as long as its state is kept.
    expect(await continueRun(run.id, 20, null)).toBeNull();
    expect(await continueRun(run.id, 40, EVERYBODY)).toMatchObject({ status: 'queued', iterations: 40 });
    const longer = await take((await getRun(run.id, null))!);
    expect(await longer.read()).toMatchObject({ config: { iterations: 40 }, state: { iteration: 20 } });
    await longer.finish(40);
    expect((await clearOld(inDays(STATE_DAYS.finished - 1))).states).toBe(0);
    expect((await clearOld(inDays(STATE_DAYS.finished + 1))).states).toBe(1);
    expect(await continueRun(run.id, 80, null)).toBeNull();
    expect(await deleteRun(run.id)).toBe(true);
    expect(await readImage(sha256(Buffer.from('sample 0')), null)).toBeNull();
    expect((await getStyle('style', null))?.checkpoints).toHaveLength(2);
  });

  test('a checkpoint that is computed again with other weights takes the place of the first, which keeps its paintings', async () => {
    const own = await createStyle({ title: 'Again', file: image('again') });
    const run = await createRun({ styleId: own.id, config: {}, iterations: 20 });
    const hold = await take(run);
    const save = (text: string) =>
      hold.saveCheckpoint({ iteration: 10, bytes: Buffer.from(text), config: {} });
    const current = async () => (await getStyle(own.slug, null))!.checkpoints;
    await save('once');
    const [first] = await current();
    await save('once');
    expect(await current()).toEqual([first]);
    const photo = await addPhoto({ file: image('painted'), alt: 'painted' });
    const order = { photoId: photo.id, checkpointId: first!.id, options: {}, ownerId: null };
    const painting = await addStylization({ ...order, file: image('painting') });
    await save('twice');
    const [second, ...more] = await current();
    expect([second!.iteration, more]).toEqual([10, []]);
    expect(second!.id).not.toBe(first!.id);
    expect((await getStyle(own.slug, null))!.published?.id).toBe(second!.id);
    expect(await findStylization({ ...order, checkpointId: second!.id })).toBeNull();
    expect(await findStylization(order)).toEqual(painting);
    expect(Buffer.from((await readCheckpoint(first!.id, null))!).toString()).toBe('once');
    expect(await deletePhoto(photo.id)).toBe(true);
    expect(await readCheckpoint(first!.id, null)).toBeNull();
    expect(await deleteStyle(own.id)).toBe(true);
  });

  test('a run keeps the style picture that it was started with', async () => {
    const built = { slug: 'pinned', title: 'Pinned', position: 1, checkpoints: [] };
    await putBuiltInStyle({ ...built, file: image('first scan') });
    const { id: styleId } = (await getStyle('pinned', null))!;
    const run = await createRun({ styleId, config: {}, iterations: 20 });
    await putBuiltInStyle({ ...built, file: image('second scan') });
    const hold = await take(run);
    expect(Buffer.from((await hold.read()).styleImage)).toEqual(image('first scan').bytes);
    await deleteRun(run.id);
    expect(await readImage(sha256(image('first scan').bytes), null)).toBeNull();
  });

  test('the last checkpoint is what the style paints with, unless somebody has published one', async () => {
    const own = await createStyle({ title: 'Published', file: image('published') });
    const published = async () => (await getStyle(own.slug, null))!.published!.id;
    const train = async (iterations: number[], meanwhile?: () => Promise<unknown>) => {
      const run = await createRun({ styleId: own.id, config: {}, iterations: 20 });
      const hold = await take(run);
      for (const iteration of iterations) {
        await hold.saveCheckpoint({ iteration, bytes: Buffer.from(`${run.id} at ${iteration}`), config: {} });
        await meanwhile?.();
      }
      await hold.finish(iterations.at(-1)!);
      const { checkpoints } = (await getStyle(own.slug, null))!;
      return checkpoints.filter(({ runId }) => runId === run.id).map(({ id }) => id);
    };
    const [, last] = await train([10, 20]);
    expect(await published()).toBe(last);
    // A second training replaces the first one's only when it is done.
    const seen = new Set<string>();
    const [second] = await train([5, 20], async () => seen.add(await published()));
    expect([...seen]).toEqual([last]);
    expect(await published()).not.toBe(last);
    await publishCheckpoint(second!, onePerson);
    await train([10, 20]);
    expect(await published()).toBe(second);
  });

  test('only the time that workers were at it counts as worked', async () => {
    const run = await newRun();
    const hourAgo = () => new Date(Date.now() - 3_600_000);
    const worked = async () => (await getRun(run.id, null))!.secondsWorked;
    const hold = await take(run);
    await db().run.update({ where: { id: run.id }, data: { takenAt: hourAgo() } });
    await setDesiredState(run.id, 'paused', null);
    expect(await hold.release('halted')).toBe('paused');
    expect(Math.round((await worked()) / 60)).toBe(60);
    expect(await getRun(run.id, null)).toMatchObject({ takenAt: null });
    // Paused for a day; then a worker that dies after an hour and is found out an hour later.
    await db().run.update({ where: { id: run.id }, data: { startedAt: new Date(Date.now() - 86_400_000) } });
    await setDesiredState(run.id, 'running', null);
    await take(run, 'dies');
    const [takenAt, heartbeatAt] = [new Date(Date.now() - 7_200_000), hourAgo()];
    await db().run.update({ where: { id: run.id }, data: { takenAt, heartbeatAt } });
    await (await take(run, 'ends it')).finish(20);
    expect(Math.round((await worked()) / 60)).toBe(120);
  });
});
