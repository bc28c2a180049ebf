import { randomUUID } from 'node:crypto';
import { EVERYBODY, getRun, Hold } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { StudioCopy } from '../training/studio.ts';

useFreshDatabase();

const endings: ((copy: StudioCopy) => Promise<void>)[] = [
  (copy) => copy.store({ type: 'finished', iteration: 3 }),
  (copy) => copy.fail('diverged', 'the loss is not finite', [{ kind: 'diverged', iteration: 3 }]),
  () => Promise.resolve(),
];

test('a run that ends while its hold is renewed is not said to be deleted', async () => {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const style = { title: 'Teal', ownerId: null, file: { bytes, mime: 'image/png', width: 64, height: 64 } };
  const said: string[] = [];
  for (let i = 0; i < 30; i++) {
    const id = randomUUID();
    const run = { id, style, config: {}, iterations: 3, photoFolder: null, from: 0 };
    const hold = await Hold.own(run, 'here-1');
    const say = (line: string) => void said.push(line);
    const tell = { stop: () => say('stop'), say, leave: () => Promise.resolve() };
    const copy = new StudioCopy(hold, 3, tell, 0);
    await copy.store({
      type: 'step',
      iteration: 1,
      losses: { total: 1 },
      means: { total: 1 },
      seconds: 1,
      waiting: 0,
    });
    await endings[i % endings.length]!(copy);
    await copy.close();
    expect((await getRun(id, EVERYBODY))!.status).toBe(['finished', 'failed', 'paused'][i % endings.length]);
  }
  expect(said).toEqual([]);
});
