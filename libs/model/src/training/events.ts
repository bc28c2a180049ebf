import type { Checkpoint } from '../checkpoint/index.ts';
import type { Losses } from '../losses/objective.ts';
import type { Picture } from '../picture.ts';

/**
 * What a training run tells its shell (the command line prints it, a worker stores it).
 * `iteration` counts finished iterations, from 1.
 */
export type TrainingEvent =
  | {
      type: 'step';
      iteration: number;
      losses: Losses;
      /** Means over all iterations of this run so far, as the report printed them in brackets. */
      means: Losses;
      /** Seconds per iteration since the last step event, and the part of it spent waiting for photos. */
      seconds: number;
      waiting: number;
    }
  /** The `index`-th sample photo as the network paints it now. */
  | { type: 'sample'; iteration: number; index: number; picture: Picture }
  /**
   * `heldOut`: the losses on photos that are not trained on, each whole and alone, where the caller gave any; not to be
   * compared with those of the steps.
   */
  | { type: 'checkpoint'; iteration: number; checkpoint: Checkpoint; heldOut?: Losses }
  /** What is needed to go on from here; given every `stateEvery` iterations, with each checkpoint and when the run is stopped. */
  | { type: 'state'; iteration: number; state: Checkpoint }
  | { type: 'finished'; iteration: number };
