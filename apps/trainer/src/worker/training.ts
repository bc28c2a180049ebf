/** The process in which a worker trains one run: native memory of a training is gone when it ends. */
import type { RunFailure } from '@atelier/db';
import { DivergedError, type TrainingEvent, savedTrainingConfigSchema } from '@atelier/model';
import { readCheckpoint, writeCheckpoint } from '@atelier/model/checkpoint';
import { z } from 'zod';
import { openEngine } from '../engine/engine.ts';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { heldOut, trainingPhotos } from '../files/assets.ts';
import { encodeJpeg } from '../files/photo.ts';
import { toPhoto } from '../files/picture.ts';
import { runTraining } from '../training/run.ts';
import type { Report, TrainingJob } from './messages.ts';
import { serveWorker } from './training-process.ts';

/** How many of the held-out photos show how the run goes on. */
const SAMPLES = 4;

async function* train(job: TrainingJob, signal: AbortSignal): AsyncGenerator<Report> {
  try {
    const config = savedTrainingConfigSchema.parse(job.config);
    const engine = await openEngine();
    const state = job.state && readCheckpoint(job.state);
    const photos = await heldOut();
    yield {
      type: 'started',
      engine: `${engine.name} ${engine.version}`,
      device: engine.device,
      iteration: state?.metadata.iteration ?? 0,
    };
    const events = runTraining({
      config,
      style: job.styleImage,
      content: [photoFolder(job.photoFolder)],
      except: [env.ATELIER_DATA],
      samples: photos.slice(0, SAMPLES),
      heldOut: photos,
      ...(state && { state }),
      signal,
    });
    for await (const event of events) yield await toReport(event);
  } catch (error) {
    if (!(error instanceof UsageError)) console.error(error);
    yield { type: 'failed', ...reasonOf(error) };
  }
}

function photoFolder(name: string | null): string {
  if (name === null) return trainingPhotos;
  const folder = env.ATELIER_PHOTO_FOLDERS.get(name);
  if (folder === undefined)
    throw new UsageError(
      `this worker knows no photo folder "${name}": add ${name}=FOLDER to its ATELIER_PHOTO_FOLDERS, then resume the run`,
    );
  return folder;
}

async function toReport(event: TrainingEvent): Promise<Report> {
  switch (event.type) {
    case 'step': {
      const { iteration, losses, means, seconds, waiting } = event;
      return { type: 'metric', metric: { iteration, losses, means, seconds, waiting } };
    }
    case 'sample': {
      const { iteration, index, picture } = event;
      const { width, height } = picture;
      const bytes = await encodeJpeg(toPhoto(picture));
      return { type: 'sample', iteration, index, file: { bytes, mime: 'image/jpeg', width, height } };
    }
    case 'checkpoint': {
      const { iteration, checkpoint, heldOut } = event;
      const config = checkpoint.metadata.training ?? {};
      const bytes = writeCheckpoint(checkpoint, { half: true });
      return { type: 'checkpoint', file: { iteration, bytes, config, heldOut } };
    }
    case 'state':
      return { type: 'state', state: { iteration: event.iteration, bytes: writeCheckpoint(event.state) } };
    case 'finished':
      return event;
  }
}

function reasonOf(error: unknown): { failure: RunFailure; detail: string } {
  if (error instanceof z.ZodError) return { failure: 'settings', detail: z.prettifyError(error) };
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return { failure: 'input', detail };
  return { failure: error instanceof DivergedError ? 'diverged' : 'unforeseen', detail };
}

serveWorker(train);
