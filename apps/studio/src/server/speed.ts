import { hostname } from 'node:os';
import { hostOf, type Run, type Speed as StoredSpeed } from '@atelier/db';
import { savedTrainingConfigSchema } from '@atelier/model/config';
import type { Speed } from '../contracts/speed.ts';

type Measured = Pick<Run, 'config' | 'secondsPerIteration' | 'engine' | 'device' | 'workerId'>;

/**
 * The speeds of those of these runs (newest first) that were on this machine, the newest of each configuration, then
 * those that were measured on demand.
 */
export function measuredSpeeds(runs: Measured[], onDemand: StoredSpeed[] = []): Speed[] {
  const speeds = new Map<string, Speed>();
  const add = ({ width, lossNetwork, size, batch, seconds, engine, device }: Speed) => {
    const key = [width, lossNetwork, size, batch, engine, device].join();
    if (!speeds.has(key)) speeds.set(key, { width, lossNetwork, size, batch, seconds, engine, device });
  };
  for (const { config, secondsPerIteration: seconds, engine, device, workerId } of runs) {
    if (hostOf(workerId) !== hostname()) continue;
    if (seconds === null || engine === null || device === null) continue;
    add({ ...savedTrainingConfigSchema.parse(config), seconds, engine, device });
  }
  for (const speed of onDemand) add(speed as Speed);
  return [...speeds.values()];
}
