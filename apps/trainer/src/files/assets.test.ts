import { expect, test } from 'vitest';
import { heldOut } from './assets.ts';

test('checkpoints are measured on as many of the held-out photos as ATELIER_HELD_OUT says', async () => {
  expect(await heldOut()).toHaveLength(Number(process.env.ATELIER_HELD_OUT));
});
