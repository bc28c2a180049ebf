import { hostname } from 'node:os';
import { putSpeed } from '@atelier/db';
import { z } from 'zod';
import { MEASURED_SIZE, type Speed, type StepCost } from '../contracts/speed.ts';
import { runAtelier } from './command-line.ts';

const PATIENCE = 5 * 60_000;

const answerSchema = z.object({ median_s: z.number().positive(), engine: z.string(), device: z.string() });

let last: Promise<unknown> = Promise.resolve();

/**
 * Seconds that a training step takes on this machine, by `atelier bench step`, with crops of at most `MEASURED_SIZE`; kept, so
 * that estimates stay what they were. One measurement at a time: two at once would slow each other down.
 * @param signal ends it: whoever asked has gone
 * @throws where the bench fails, or takes more than five minutes
 */
export function measureSpeed(cost: StepCost, signal?: AbortSignal): Promise<Speed> {
  const speed = last.then(() => {
    signal?.throwIfAborted(); // nobody waits for it any more
    return bench({ ...cost, size: Math.min(cost.size, MEASURED_SIZE) }, signal);
  });
  last = speed.catch(() => undefined);
  return speed;
}

async function bench(cost: StepCost, signal?: AbortSignal): Promise<Speed> {
  const { width, lossNetwork, size, batch } = cost;
  const options = [
    '--width',
    width,
    '--size',
    size,
    '--batch',
    batch,
    '--loss-network',
    lossNetwork,
    '--runs',
    5,
  ];
  const stdout = await runAtelier(['bench', 'step', '--json', ...options.map(String)], {
    timeout: PATIENCE,
    ...(signal && { signal }),
  });
  const {
    median_s: seconds,
    engine,
    device,
  } = answerSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1)!));
  const speed = { ...cost, seconds, engine, device };
  await putSpeed({ ...speed, host: hostname() });
  return speed;
}
