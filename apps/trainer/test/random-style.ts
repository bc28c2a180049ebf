import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomParameters, saveParameters, trainingConfig } from '@atelier/model';
import { writeCheckpoint } from '@atelier/model/checkpoint';
import { builtInStyles, type Style } from '../src/catalogue/styles.ts';

/** A built-in style with a network of random weights as its only checkpoint, as if trained for seven iterations. */
export async function randomStyle(folder: string, seed: number): Promise<Style> {
  const training = trainingConfig({ width: 4, styleSize: 64 });
  const checkpoint = {
    metadata: {
      formatVersion: 1 as const,
      kind: 'weights' as const,
      architecture: { name: 'transformer-net' as const, width: 4 },
      iteration: 7,
      training,
    },
    tensors: await saveParameters(randomParameters(4, seed), 4),
  };
  const path = join(folder, '7.safetensors');
  writeFileSync(path, writeCheckpoint(checkpoint));
  const [style] = await builtInStyles();
  return { ...style!, checkpoints: [{ iteration: 7, path }] };
}
