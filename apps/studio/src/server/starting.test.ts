import { Hold, listStyles, putDataset } from '@atelier/db';
import { jobOf, useFreshDatabase } from '@atelier/db/test';
import { trainingConfig } from '@atelier/model/config';
import { expect, test } from 'vitest';
import { POST as postTraining } from '@/app/api/training/route.ts';
import { jpeg, post } from '../../test/posting.ts';
import { apiFor } from './router.ts';
import { onePerson } from './viewer.ts';

useFreshDatabase();

const api = apiFor(onePerson);

const config = trainingConfig({ iterations: 20, checkpointEvery: 10 });
const order = (more: object) => `order=${encodeURIComponent(JSON.stringify({ config, ...more }))}`;

test('makes the style from the part that was chosen, and queues its run', async () => {
  const { bytes } = await jpeg(400, 300);
  const crop = { x: 10, y: 20, width: 200, height: 150 };
  const answer = await post(postTraining, order({ title: ' My garden ', artist: '', crop }), bytes);
  const { id } = (await answer.json()) as { id: string };
  const { run } = await api.runs.view({ id });
  expect(run).toMatchObject({
    status: 'queued',
    iterations: 20,
    config,
    style: { title: 'My garden', slug: '~my-garden' },
  });
  const style = await api.styles.get({ slug: '~my-garden' });
  expect(style).toMatchObject({ artist: null, image: { width: 200, height: 150 }, published: null });
});

test('leaves nothing behind where the order or the picture will not do', async () => {
  const before = await listStyles(null);
  const { bytes } = await jpeg(400, 300);
  const bad = [
    post(postTraining, order({ title: ' ' }), bytes),
    post(postTraining, order({ title: 'x', config: { ...config, size: 66 } }), bytes),
    post(postTraining, order({ title: 'x', crop: { x: 300, y: 0, width: 200, height: 100 } }), bytes),
    post(postTraining, order({ title: 'x' }), Buffer.from('text')),
  ];
  expect((await Promise.all(bad)).map(({ status }) => status)).toEqual([400, 400, 422, 422]);
  expect(await listStyles(null)).toEqual(before);
});

test('a run can be paused and resumed, stopped, and deleted once', async () => {
  const style = await api.styles.get({ slug: '~my-garden' });
  const { id } = await api.runs.start({ styleId: style.id, config });
  expect(await api.runs.setDesired({ id, desired: 'paused' })).toMatchObject({ status: 'paused' });
  expect(await api.runs.setDesired({ id, desired: 'running' })).toMatchObject({ status: 'queued' });
  expect(await api.runs.setDesired({ id, desired: 'stopped' })).toMatchObject({ status: 'stopped' });
  await api.runs.delete({ id });
  await expect(api.runs.delete({ id })).rejects.toThrow('no such training run');
  await expect(api.runs.view({ id })).rejects.toThrow('no such training run');
  await expect(api.runs.setDesired({ id, desired: 'running' })).rejects.toThrow('has been deleted');
});

test('a finished run goes on where it has a state, to more iterations than it has, and once', async () => {
  const style = await api.styles.get({ slug: '~my-garden' });
  const { id } = await api.runs.start({ styleId: style.id, config });
  await expect(api.runs.goOn({ id, iterations: 40 })).rejects.toThrow('the run is not finished');
  const hold = (await Hold.take(id, await jobOf(id), 'host-1'))!;
  await hold.saveState({ iteration: 20, bytes: Buffer.from('state') });
  await hold.finish(20);
  await expect(api.runs.goOn({ id, iterations: 20 })).rejects.toThrow('has got to 20 iterations');
  expect(await api.runs.goOn({ id, iterations: 40 })).toMatchObject({
    ...{ status: 'queued', iteration: 20, iterations: 40, config: { iterations: 40, stopWhenFlat: 0 } },
  });
  await expect(api.runs.goOn({ id, iterations: 60 })).rejects.toThrow('the run is not finished');
  const again = (await Hold.take(id, await jobOf(id), 'host-1'))!;
  expect(await again.read()).toMatchObject({ iterations: 40, state: { iteration: 20 } });
  await again.finish(40);
});

test('photos that nobody has told of are refused at once, and leave nothing; a worker’s folder is taken', async () => {
  const style = await api.styles.get({ slug: '~my-garden' });
  const before = [await listStyles(null), await api.runs.list()];
  const { bytes } = await jpeg(400, 300);
  for (const photoFolder of ['no-such-folder', 'built-in', '../photos']) {
    await expect(api.runs.start({ styleId: style.id, config, photoFolder })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      message: `there are no photos called "${photoFolder}" to train on: choose others, or fetch them first`,
    });
    const answer = await post(postTraining, order({ title: 'x', photoFolder }), bytes);
    expect([answer.status, await answer.json()]).toEqual([
      412,
      {
        reason: { kind: 'unknownPhotos', name: photoFolder },
        detail: expect.stringContaining(`"${photoFolder}"`) as string,
      },
    ]);
  }
  expect([await listStyles(null), await api.runs.list()]).toEqual(before);
  await putDataset(
    { name: 'dunes', kind: 'folder', host: 'here' },
    { photos: 3, licences: [], preview: null },
  );
  expect(await api.runs.start({ styleId: style.id, config, photoFolder: 'dunes' })).toMatchObject({
    status: 'queued',
    photoFolder: 'dunes',
  });
});
