import { createRun } from '@atelier/db';
import { createStyle, jobOf, useFreshDatabase } from '@atelier/db/test';
import { idsNow } from '@atelier/log';
import { expect, test } from 'vitest';
import { startQueueWorker } from './queue-worker.ts';

useFreshDatabase();

test('whatever a worker logs while it is at a run has the ids of the run and of its job', async () => {
  const file = { bytes: Buffer.from('a picture'), mime: 'image/png', width: 1, height: 1 };
  const { id: styleId } = await createStyle({ title: 'Style', file });
  const { id: runId } = await createRun({ styleId, iterations: 1, config: { iterations: 1 } });
  const jobId = await jobOf(runId);
  let tell: (ids: object) => void;
  const told = new Promise<object>((resolve) => (tell = resolve));
  const worker = await startQueueWorker('train', async () => {
    await Promise.resolve();
    tell(idsNow());
  });
  expect(await told).toEqual({ runId, jobId });
  await worker.stop();
});
