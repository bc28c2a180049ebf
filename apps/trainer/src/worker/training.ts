/** The process in which a worker trains one run: native memory of a training is gone when it ends. */
import { isNoSpace, type RunFailure, type Why } from '@atelier/db';
import { log } from '@atelier/log';
import { DivergedError, savedTrainingConfigSchema } from '@atelier/model';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { z } from 'zod';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { heldOut } from '../files/assets.ts';
import { openRun } from '../training/run.ts';
import type { Report, TrainingJob } from './messages.ts';
import { photoFolder } from './photo-folders.ts';
import { serveWorker } from './training-process.ts';

/** How many of the held-out photos show how the run goes on. */
const SAMPLES = 4;

async function* train(job: TrainingJob, signal: AbortSignal): AsyncGenerator<Report> {
  try {
    const config = savedTrainingConfigSchema.parse(job.config);
    const state = job.state && readCheckpoint(job.state);
    const photos = await heldOut();
    const { part, events } = await openRun({
      config,
      style: job.styleImage,
      content: [photoFolder(job.photoFolder)],
      except: [env.ATELIER_DATA],
      pinned: job.origin,
      samples: photos.slice(0, SAMPLES),
      heldOut: photos,
      ...(state && { state }),
      signal,
    });
    yield { type: 'started', part };
    yield* events;
  } catch (error) {
    if (!(error instanceof UsageError)) log.error({ err: error, runId: job.id }, 'a training failed');
    yield { type: 'failed', ...reasonOf(error) };
  }
}

function reasonOf(error: unknown): { failure: RunFailure; detail: string; why?: Why[] } {
  if (error instanceof z.ZodError) {
    const names = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
    return { failure: 'settings', detail: z.prettifyError(error), why: [{ kind: 'settings', names }] };
  }
  const detail = error instanceof Error ? error.message : String(error);
  if (isNoSpace(error)) return { failure: 'noSpace', detail };
  if (error instanceof UsageError) return { failure: 'input', detail, ...(error.why && { why: error.why }) };
  if (error instanceof DivergedError)
    return { failure: 'diverged', detail, why: [{ kind: 'diverged', iteration: error.iteration }] };
  return { failure: 'unforeseen', detail };
}

serveWorker(train);
