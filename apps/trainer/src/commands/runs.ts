import { join, resolve } from 'node:path';
import {
  EVERYBODY,
  getRun,
  listCheckpoints,
  listMetrics,
  listSamples,
  readCheckpoint as readWeights,
  readImage,
  readRunState,
  type Run,
} from '@atelier/db';
import { savedTrainingConfigSchema, type TrainingEvent } from '@atelier/model';
import { readCheckpoint } from '@atelier/model/checkpoint';
import type { Command } from 'commander';
import { UsageError, warn } from '../errors.ts';
import { naming } from '../files/checkpoint-file.ts';
import { readPhoto } from '../files/photo.ts';
import { toPicture } from '../files/picture.ts';
import { DatabaseRun } from '../training/database-run.ts';
import { RunFolder } from '../training/run-folder.ts';
import { lockRun } from '../training/run-lock.ts';
import { holdStudioRun, withStudio } from '../training/studio.ts';
import { hasPhotos, photoFolder } from '../worker/photo-folders.ts';

export function register(program: Command): void {
  const command = program.command('runs').description('Take training runs into the studio and out of it');
  command
    .command('import')
    .description('Bring the training run of a folder into the studio; again, and it is brought up to date')
    .argument('<folder>', 'the folder of the run')
    .action((folder: string) => withStudio(() => importRun(resolve(folder))));
  command
    .command('export')
    .description(
      "Write one of the studio's training runs to a folder, where train --resume can go on with it",
    )
    .argument('<id>', "the run: the last part of its page's address")
    .requiredOption('--out <folder>', 'a new folder')
    .action((id: string, { out }: { out: string }) => withStudio(() => exportRun(id, resolve(out))));
}

async function importRun(path: string): Promise<void> {
  const unlock = await lockRun(path);
  try {
    const folder = await RunFolder.read(path);
    const { iterations } = folder.description.config;
    const id = await folder.id();
    if ((await getRun(id, EVERYBODY))?.status === 'finished')
      return console.log(`${path}: is in the studio already, as run ${id}`);
    // As far as the folder can go on from; the losses may reach further.
    const saved = (await folder.state())?.metadata.iteration ?? 0;
    const hold = await holdStudioRun(folder, saved);
    const run = new DatabaseRun(hold, iterations, () => undefined);
    let finished = false;
    try {
      for (const part of await folder.parts()) await run.begin(part);
      for await (const event of folder.events()) {
        await run.store(event);
        finished = event.type === 'finished';
      }
    } finally {
      if (!finished) await hold.release('halted');
    }
    console.log(`${path}: in the studio as run ${id}`);
  } finally {
    unlock();
  }
}

async function exportRun(id: string, path: string): Promise<void> {
  const run = await getRun(id, EVERYBODY);
  if (!run) throw new UsageError(`there is no run ${id} in the studio`);
  if (run.status === 'running' || run.status === 'queued')
    throw new UsageError(`run ${id} is being trained: pause it first`);
  const config = savedTrainingConfigSchema.parse(run.config);
  const style = (await readImage(run.styleSha256, EVERYBODY))!;
  const name = run.style.slug.replace(/[^\p{L}\p{M}\p{N}._-]/gu, '') || 'run';
  const picture = `style.${style.mime.replace('image/', '').replace('jpeg', 'jpg')}`;
  const { photoFolder: photos } = run;
  const known = photos === null || hasPhotos(photos);
  const folder = RunFolder.create(path, {
    id,
    name,
    style: join(path, picture),
    content: [known ? photoFolder(photos) : photos],
    config,
  });
  const { engine, device, lossNetworkSha256, photosSha256 } = run;
  const part = {
    from: 0,
    engine: engine ?? '',
    device: device ?? '',
    styleSha256: run.styleSha256,
    ...(lossNetworkSha256 && { lossNetworkSha256 }),
    ...(photosSha256 && { photosSha256 }),
    photos: run.photoCount === null ? [] : [run.photoCount],
  };
  await folder.begin(part, style.bytes);
  let last = 0;
  for await (const event of eventsOf(run)) {
    await folder.store(event);
    last = event.iteration;
  }
  if (last === 0) throw new UsageError(`run ${id} has not told anything yet: there is nothing to write`);
  console.log(`Run ${id} after iteration ${last}: ${path}`);
  if (!known)
    warn(
      `the photos "${photos}" that the run learns from are not here: write the folder that has them into ${join(path, 'run.json')}, under content, before it goes on`,
    );
  const over = await folder.withoutState();
  if (over) warn(over);
}

/** What the studio keeps of a run, as it was told when it was trained. */
async function* eventsOf({ id, status, iteration: last, style }: Run): AsyncGenerator<TrainingEvent> {
  for (const step of await listMetrics(id)) yield { type: 'step', ...step };
  for (const { iteration, index, picture } of await listSamples(id)) {
    const photo = await readPhoto((await readImage(picture.sha256, EVERYBODY))!.bytes);
    yield { type: 'sample', iteration, index, picture: toPicture(photo) };
  }
  for (const { id: checkpointId, iteration, runId, heldOut } of await listCheckpoints(style.id, EVERYBODY)) {
    if (runId !== id) continue;
    const bytes = (await readWeights(checkpointId, EVERYBODY))!;
    const checkpoint = await naming(`checkpoint ${checkpointId}`, () => readCheckpoint(bytes));
    const measured = heldOut ? { heldOut: heldOut as { total: number } } : {};
    yield { type: 'checkpoint', iteration, checkpoint, ...measured };
  }
  const saved = await readRunState(id);
  if (saved) yield { type: 'state', iteration: saved.iteration, state: readCheckpoint(saved.bytes) };
  if (status === 'finished') yield { type: 'finished', iteration: last };
}
