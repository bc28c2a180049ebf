import { hostname } from 'node:os';
import { trainingConfig } from '@atelier/model/config';
import { expect, test } from 'vitest';
import { measuredSpeeds } from './speed.ts';

const measured = (size: number, secondsPerIteration: number | null, workerId: string | null) => ({
  config: trainingConfig({ size }),
  engine: 'an engine',
  device: 'a processor',
  secondsPerIteration,
  workerId,
});

test('of each configuration the newest that a worker on this machine measured', () => {
  const here = `${hostname()}-42`;
  const runs = [
    measured(128, null, here),
    measured(128, 1, 'elsewhere-42'),
    measured(128, 2, `${hostname()}-elsewhere-42`),
    measured(128, 3, null),
    measured(128, 4, here),
    measured(128, 5, here),
    measured(256, 6, `${hostname()}-43`),
  ];
  expect(measuredSpeeds(runs)).toMatchObject([
    { size: 128, seconds: 4 },
    { size: 256, seconds: 6 },
  ]);
});
