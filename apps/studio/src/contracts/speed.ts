import type { TrainingConfig } from '@atelier/model/config';

/** The part of a configuration that decides how long a step takes. */
export type StepCost = Pick<TrainingConfig, 'width' | 'lossNetwork' | 'size' | 'batch'>;

/** What one run measured: its seconds per iteration, and on what. */
export interface Speed extends StepCost {
  seconds: number;
  engine: string;
  device: string;
}
