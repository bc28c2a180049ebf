/** Two people, and what a run of theirs makes. */
import { beforeAll } from 'vitest';
import { useFreshDatabase } from './database.ts';
import { image } from './image.ts';
import { label } from './wave.ts';
import { createRun, invite, join, listCheckpoints, putBuiltInStyle } from '../src/index.ts';
import { sha256 } from '../src/images.ts';
import { Hold } from '../src/runs/hold.ts';
import { db } from '../src/database.ts';

useFreshDatabase();

export let [ada, grace] = ['', ''];

const weights = (text: string) => ({ iteration: 10, bytes: Buffer.from(text), config: {} });

export const hash = (content: string) => sha256(image(content).bytes);

export async function account(email: string): Promise<string> {
  return (await join(await invite(), { name: email, email, password: 'a long enough one' })).id;
}

/** A run of the owner's that has made a checkpoint; returns its id and the checkpoint's. */
export async function trained(
  styleId: string,
  ownerId: string,
): Promise<{ runId: string; checkpointId: string }> {
  const { id: runId } = await createRun({ styleId, config: {}, iterations: 10, ownerId });
  const { jobId } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  const hold = await Hold.take(runId, jobId!, 'host-1');
  await hold!.saveSample(10, 0, image(`sample ${runId}`));
  await hold!.saveCheckpoint(weights(`weights ${runId}`));
  await hold!.finish(10);
  const [checkpoint] = (await listCheckpoints(styleId, ownerId)).filter((each) => each.runId === runId);
  return { runId, checkpointId: checkpoint!.id };
}

beforeAll(async () => {
  await putBuiltInStyle({
    slug: 'wave',
    ...label,
    position: 1,
    file: image('wave'),
    checkpoints: [weights('w')],
  });
  [ada, grace] = [await account('ada@example.org'), await account('grace@example.org')];
});
