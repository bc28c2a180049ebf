import type { TrainingConfig } from '@atelier/model/config';

/** The crops, in pixels, that are measured at most: larger ones take longer in proportion, and nobody wants to wait for them. */
export const MEASURED_SIZE = 128;

/** The part of a configuration that decides how long a step takes. */
export type StepCost = Pick<TrainingConfig, 'width' | 'lossNetwork' | 'size' | 'batch'>;

/** What one run measured: its seconds per iteration, and on what. */
export interface Speed extends StepCost {
  seconds: number;
  engine: string;
  device: string;
}
