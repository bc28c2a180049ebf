import { type TrainingConfig, trainingConfig } from '@atelier/model/config';
import type { APIRequestContext } from '@playwright/test';
import { fixtureStyle } from '../fixture.ts';
import { ask, tell } from './api.ts';
import { test as base } from './test.ts';

/** Of what trains: what a test started and did not end would keep the only worker from the tests after it. */
export const test = base.extend<{ endTrainings: void }>({
  endTrainings: [
    async ({ request }, use) => {
      await use();
      for (const { id } of await ask<{ id: string }[]>(request, 'runs.list', {}))
        await tell(request, 'runs.delete', { id });
    },
    { auto: true },
  ],
});

/** Queues a training of small steps; gives its id. */
export async function start(
  request: APIRequestContext,
  iterations: number,
  { photoFolder = null, ...settings }: Partial<TrainingConfig> & { photoFolder?: string | null } = {},
): Promise<string> {
  const style = await ask<{ id: string }>(request, 'styles.get', { slug: fixtureStyle.slug });
  const config = trainingConfig({
    ...{ iterations, checkpointEvery: iterations, size: 64, batch: 1, styleSize: 64 },
    ...{ logEvery: 1, sampleEvery: 10, stateEvery: 10, ...settings },
  });
  const run = { styleId: style.id, config, photoFolder };
  return (await tell<{ id: string }>(request, 'runs.start', run)).id;
}
