import { expect, test } from 'vitest';
import { image } from '../../test/image.ts';
import { useFreshDatabase } from '../../test/database.ts';
import { sha256 } from '../images.ts';
import {
  type BuiltInRun,
  continueRun,
  discard,
  EVERYBODY,
  getRun,
  getStyle,
  listBuiltInRuns,
  listMetrics,
  listRuns,
  putBuiltInStyle,
  setDesiredState,
} from '../index.ts';

useFreshDatabase();

const picture = image('wave');
const run: BuiltInRun = {
  config: { iterations: 20, width: 16 },
  iterations: 20,
  styleSha256: sha256(picture.bytes),
  lossNetworkSha256: 'b'.repeat(64),
  photoCount: 40,
  engine: 'tensorflow',
  device: 'AMD EPYC',
  seconds: 30,
  losses: [
    { iteration: 1, losses: { total: 4, style: 3 } },
    { iteration: 20, losses: { total: 2, style: 1 } },
  ],
};
const put = (given?: BuiltInRun) =>
  putBuiltInStyle({
    ...{ slug: 'wave', position: 0, title: 'The Great Wave', file: picture, run: given },
    checkpoints: [{ iteration: 20, bytes: Buffer.from('weights'), config: { width: 16 } }],
  });

test('the training of a built-in style is a finished run, the same as often as it is put there', async () => {
  await put(run);
  const [first] = await listBuiltInRuns();
  expect(first).toMatchObject({ status: 'finished', iteration: 20, secondsWorked: 30, photoCount: 40 });
  await put(run);
  expect(await listBuiltInRuns()).toEqual([first]);
  expect(await listMetrics(first!.id)).toEqual([
    { iteration: 1, losses: { total: 4, style: 3 }, means: { total: 4, style: 3 }, seconds: 1.5, waiting: 0 },
    {
      iteration: 20,
      losses: { total: 2, style: 1 },
      means: { total: 3, style: 2 },
      seconds: 1.5,
      waiting: 0,
    },
  ]);
  expect((await getStyle('wave', null))!.checkpoints).toMatchObject([{ runId: first!.id, builtIn: true }]);
});

test('everybody sees it, and nobody has it among the own ones, changes or deletes it', async () => {
  const [{ id } = { id: '' }] = await listBuiltInRuns();
  for (const viewer of [null, 'somebody', EVERYBODY] as const) {
    expect((await getRun(id, viewer))?.id).toBe(id);
    expect(await listRuns(viewer)).toEqual([]);
    expect(await setDesiredState(id, 'running', viewer)).toBeNull();
    expect(await continueRun(id, 40, viewer)).toBeNull();
    if (viewer !== EVERYBODY) expect(await discard('run', id, viewer)).toBe(false);
  }
  expect((await getStyle('wave', null))!.runs).toEqual([]);
});

test('another record is another run, and none takes it away', async () => {
  const [before] = await listBuiltInRuns();
  await put({ ...run, seconds: 60 });
  const [after, ...others] = await listBuiltInRuns();
  expect(after).toMatchObject({ secondsWorked: 60 });
  expect([after!.id === before!.id, others]).toEqual([false, []]);
  await put();
  expect(await listBuiltInRuns()).toEqual([]);
  expect((await getStyle('wave', null))!.checkpoints).toMatchObject([{ runId: null, builtIn: true }]);
});
