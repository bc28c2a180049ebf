/** What only the tests' database holds: a style with two checkpoints of arbitrary weights, and one that is not trained. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { disconnect, putBuiltInStyle, useDatabase } from '@atelier/db';
import { type Checkpoint, writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import { trainingConfig } from '@atelier/model/config';
import sharp from 'sharp';

export const fixtureStyle = { slug: 'arbitrary-weights', title: 'Arbitrary weights' };
/** What of the fixture's training was not as the studio would have it. */
export const fixtureSettings = { width: 8, styleSize: 448, totalVariationWeight: 7 };
export const untrainedStyle = { slug: 'untrained', title: 'Untrained' };

const root = path.join(import.meta.dirname, '../..');
const network = path.join(root, 'libs/model/test/parity/report_format_w8.pth');

export async function addFixtureStyles(databaseUrl: string): Promise<void> {
  useDatabase(databaseUrl);
  const imported = importPth(await readFile(network));
  const config = trainingConfig(fixtureSettings);
  const checkpoints = [5_000, 10_000].map((iteration) => ({
    iteration,
    config,
    heldOut: {
      content: 2e4 / iteration,
      style: 3e4 / iteration,
      totalVariation: 0.02,
      palette: 0.1,
      range: 0,
      total: 5e4 / iteration,
    },
    bytes: writeCheckpoint(later(imported, iteration), { half: true }),
  }));
  const bytes = await sharp({
    create: {
      width: 480,
      height: 360,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 50 },
    },
  })
    .jpeg()
    .toBuffer();
  const label = {
    artist: 'Nobody',
    year: '2026',
    licence: 'CC0',
    source: 'made for the tests',
    trainedBy: 'Nobody',
  };
  const file = { bytes, mime: 'image/jpeg', width: 480, height: 360 };
  await putBuiltInStyle({ ...fixtureStyle, ...label, position: 500, file, checkpoints });
  await putBuiltInStyle({ ...untrainedStyle, ...label, position: 501, file, checkpoints: [] });
  await disconnect();
}

/** The same network with its last layer turned, so that the two checkpoints paint differently. */
function later({ metadata, tensors }: Checkpoint, iteration: number): Checkpoint {
  const turned = new Map(tensors);
  const last = tensors.get('model.10.block.1.weight')!;
  const sign = iteration > 5_000 ? -1 : 1;
  turned.set('model.10.block.1.weight', {
    shape: last.shape,
    data: last.data.map((weight) => sign * weight),
  });
  return { metadata: { ...metadata, iteration }, tensors: turned };
}
