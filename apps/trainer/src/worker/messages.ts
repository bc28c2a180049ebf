import type { CheckpointFile, ImageFile, Metric, RunFailure, RunState } from '@atelier/db';

/** What a training process is given: everything that comes from the database. */
export interface TrainingJob {
  config: unknown;
  /** One of ATELIER_PHOTO_FOLDERS; null: the built-in training photos */
  photoFolder: string | null;
  /** The style picture's file */
  styleImage: Uint8Array;
  /** Where an earlier process stopped */
  state: Uint8Array | null;
}

/** What a training process reports; it goes on once its worker has stored it. */
export type Report =
  | { type: 'started'; engine: string; device: string; iteration: number }
  | { type: 'metric'; metric: Metric }
  | { type: 'sample'; iteration: number; index: number; file: ImageFile }
  | { type: 'state'; state: RunState }
  | { type: 'checkpoint'; file: CheckpointFile }
  | { type: 'finished'; iteration: number }
  /** It ended early because it was told to; its last state has been reported. */
  | { type: 'halted' }
  /** It cannot go on; `detail` says more of why. */
  | { type: 'failed'; failure: RunFailure; detail: string };

export type Order =
  | { type: 'train'; job: TrainingJob }
  /** The last report is stored. */
  | { type: 'go' }
  /** End after the iteration under way. */
  | { type: 'halt' };
