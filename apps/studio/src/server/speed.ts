import type { Run } from '@atelier/db';
import { trainingConfigSchema, type TrainingConfig } from '@atelier/model/config';

/** The part of a configuration that decides how long a step takes. */
export type StepCost = Pick<TrainingConfig, 'width' | 'lossNetwork' | 'size' | 'batch'>;

/** What one run measured: its seconds per iteration, and on what. */
export interface Speed extends StepCost {
  seconds: number;
  engine: string;
  device: string;
}

/** The speeds of these runs (newest first), the newest of each configuration. */
export function measuredSpeeds(runs: Run[]): Speed[] {
  const speeds = new Map<string, Speed>();
  for (const { config, secondsPerIteration: seconds, engine, device } of runs) {
    if (seconds === null || engine === null || device === null) continue;
    const { width, lossNetwork, size, batch } = trainingConfigSchema.parse(config);
    const key = [width, lossNetwork, size, batch, engine, device].join();
    if (!speeds.has(key)) speeds.set(key, { width, lossNetwork, size, batch, seconds, engine, device });
  }
  return [...speeds.values()];
}
