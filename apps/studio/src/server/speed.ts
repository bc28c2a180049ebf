import { hostname } from 'node:os';
import type { Run } from '@atelier/db';
import { savedTrainingConfigSchema } from '@atelier/model/config';
import type { Speed } from '../contracts/speed.ts';

type Measured = Pick<Run, 'config' | 'secondsPerIteration' | 'engine' | 'device' | 'workerId'>;

/** The speeds of those of these runs (newest first) that were on this machine, the newest of each configuration. */
export function measuredSpeeds(runs: Measured[]): Speed[] {
  const speeds = new Map<string, Speed>();
  for (const { config, secondsPerIteration: seconds, engine, device, workerId } of runs) {
    // A worker's id is its host's name and its process id.
    if (workerId?.replace(/-\d+$/, '') !== hostname()) continue;
    if (seconds === null || engine === null || device === null) continue;
    const { width, lossNetwork, size, batch } = savedTrainingConfigSchema.parse(config);
    const key = [width, lossNetwork, size, batch, engine, device].join();
    if (!speeds.has(key)) speeds.set(key, { width, lossNetwork, size, batch, seconds, engine, device });
  }
  return [...speeds.values()];
}
