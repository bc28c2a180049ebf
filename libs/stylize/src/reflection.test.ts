import { trainingConfig } from '@atelier/model/config';
import { expect, it } from 'vitest';
import { nodeEngine } from '../node/index.ts';
import { difference, network, picture } from '../test/networks.ts';
import { openPainter } from './index.ts';
import { addReflection, cutReflection } from './reflection.ts';

it('what is added is the reflection of what lies within', () => {
  const grey = { width: 3, height: 2, data: Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((v) => [v, v, v])) };
  const rows = addReflection(grey, 1).data.filter((_, i) => i % 3 === 0);
  expect([...rows]).toEqual([5, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 2, 1, 2, 3, 2]);
});

it('what is added is cut off again', () => {
  const photo = picture(37, 41, 1);
  expect(cutReflection(addReflection(photo, 8), 8)).toEqual(photo);
});

it('a network that needs the reflection paints the photo’s border as it paints the middle of a larger one', async () => {
  const photo = picture(60, 44, 2);
  const [painter, without] = [
    await openPainter(
      network(4, 11, trainingConfig({ paletteWeight: 8, grain: 0, mottle: 0 })),
      nodeEngine(),
    ),
    await openPainter(
      network(4, 11, trainingConfig({ paletteWeight: 0, grain: 0, mottle: 0 })),
      nodeEngine(),
    ),
  ];
  const painting = await painter.paint(photo);
  expect([painting.width, painting.height]).toEqual([60, 44]);
  expect(painting).toEqual(cutReflection(await without.paint(addReflection(photo, 24)), 24));
  expect(difference(painting, await without.paint(photo)).largest).toBeGreaterThan(1);
  await Promise.all([painter.close(), without.close()]);
});
