import { db } from '../database.ts';

/** How long a training step takes on a machine, by what decides it. */
export interface Speed {
  host: string;
  width: number;
  lossNetwork: string;
  size: number;
  batch: number;
  seconds: number;
  engine: string;
  device: string;
}

/** Keeps a measurement; an earlier one of the same is replaced. */
export async function putSpeed(speed: Speed): Promise<void> {
  const { seconds, ...kind } = speed;
  await db().speed.upsert({
    where: { host_width_lossNetwork_size_batch_engine_device: kind },
    create: speed,
    update: { seconds },
  });
}

/** Of a machine, newest first. */
export function listSpeeds(host: string): Promise<Speed[]> {
  return db().speed.findMany({
    where: { host },
    omit: { measuredAt: true },
    orderBy: { measuredAt: 'desc' },
  });
}
