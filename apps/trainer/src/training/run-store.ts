import type { TrainingEvent } from '@atelier/model';
import { z } from 'zod';

export const runPartSchema = z.object({
  /** The finished iterations that the part goes on from: 0, or where it was resumed. */
  from: z.number().int().min(0),
  engine: z.string(),
  device: z.string(),
  /** What it is computed from, by SHA-256; runs of older versions do not say all of it. */
  styleSha256: z.string().optional(),
  lossNetworkSha256: z.string().optional(),
  photosSha256: z.string().optional(),
  /** How many photos each folder held. */
  photos: z.array(z.number().int()),
});

/** What computes a run from its start, or from where it was resumed. */
export type RunPart = z.infer<typeof runPartSchema>;

/** Where a training run is kept: a folder, or the studio's database. */
export interface RunStore {
  /** Told before the first event. */
  begin(part: RunPart): Promise<void>;
  /** Stores what an event brings; the run goes on once it is there. */
  store(event: TrainingEvent): Promise<void>;
}
