import type { RunFailure, RunOrigin, Why } from '@atelier/db';
import type { TrainingEvent } from '@atelier/model';
import type { RunPart } from '../training/run-store.ts';

/** What a training process is given: everything that comes from the database. */
export interface TrainingJob {
  /** The run's */
  id: string;
  config: unknown;
  /** One of ATELIER_PHOTO_FOLDERS; null: the built-in training photos */
  photoFolder: string | null;
  /** The style picture's file */
  styleImage: Uint8Array;
  /** What the run was started with */
  origin: RunOrigin;
  /** Where an earlier process stopped */
  state: Uint8Array | null;
}

/** What a training process reports; it goes on once its worker has stored it. */
export type Report =
  | { type: 'started'; part: RunPart }
  | TrainingEvent
  /** It ended early because it was told to; its last state has been reported. */
  | { type: 'halted' }
  /** It cannot go on; `detail` says more of why, and `why` the same for pages to say in their language. */
  | { type: 'failed'; failure: RunFailure; detail: string; why?: Why[] };

export type Order =
  | { type: 'train'; job: TrainingJob }
  /** The last report is stored. */
  | { type: 'go' }
  /** End after the iteration under way. */
  | { type: 'halt' };
