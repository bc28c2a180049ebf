import type { Checkpoint } from '../checkpoint/index.ts';
import type { Losses } from '../losses/objective.ts';
import type { Picture } from '../picture.ts';

/** A report of the losses. */
export interface Metric {
  /** Finished iterations, from 1. */
  iteration: number;
  /** Weighted, as they were before this iteration's step. */
  losses: Losses;
  /** Means over all iterations of this run so far, as the report printed them in brackets. */
  means: Losses;
  /** Seconds per iteration since the last report, and the part of it spent waiting for photos. */
  seconds: number;
  waiting: number;
}

/**
 * What is told of a training run, from `train` to whoever shows it: the command line, a folder, the database, a page.
 * `train` gives pictures and weights themselves, where they are stored they are told by name.
 */
export type TrainingEvent<Image = Picture, Weights = Checkpoint> =
  | ({ type: 'step' } & Metric)
  /** The `index`-th sample photo as the network paints it now. */
  | { type: 'sample'; iteration: number; index: number; picture: Image }
  /**
   * `heldOut`: the losses on photos that are not trained on, each whole and alone, where the caller gave any; not to be
   * compared with those of the steps.
   */
  | { type: 'checkpoint'; iteration: number; checkpoint: Weights; heldOut?: Losses }
  /** What is needed to go on from here; given every `stateEvery` iterations, with each checkpoint and when the run is stopped. */
  | { type: 'state'; iteration: number; state: Weights }
  | { type: 'finished'; iteration: number };
