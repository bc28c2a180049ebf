import { workerData } from 'piscina';
import { UsageError } from '../errors.ts';
import { type PaintingJob, type PaintingSettings, PhotoPainter } from './painting.ts';

/** A photo that could not be painted, in words: errors lose their class on the way between threads. */
export interface Problem {
  problem: string;
}

const painter = PhotoPainter.open(workerData as PaintingSettings);

export default async function paint(job: PaintingJob): Promise<Problem | undefined> {
  try {
    await (await painter).paint(job);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    throw error;
  }
}
