/** What the tests of `atelier train` have in common: runs so small that they take a second. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckpoint, type Tensors } from '@atelier/model/checkpoint';

export const assets = join(import.meta.dirname, '../../../assets');
export const style = join(assets, 'styles/starry-night/style.jpg');
export const content = join(assets, 'photos/held-out');
export const photos = join(import.meta.dirname, 'photos');

export const small = [
  '--size',
  '32',
  '--width',
  '4',
  '--batch',
  '2',
  '--style-size',
  '64',
  '--log-every',
  '1',
];
export const train = (out: string, iterations: number, ...words: string[]) =>
  ['train', '--style', style, '--content', content, '--name', 'small', '--out', out, ...small, '--iterations', String(iterations), ...words]; // prettier-ignore

export const weights = (folder: string, iteration: number) =>
  readCheckpoint(readFileSync(join(folder, `small_${iteration}.safetensors`))).tensors;

/** How far two networks are from each other in the weight in which they differ most. */
export const furthest = (one: Tensors, other: Tensors) =>
  [...one].reduce((most, [name, { data }]) => {
    const { data: others } = other.get(name)!;
    return data.reduce((most: number, value, i) => Math.max(most, Math.abs(value - others[i]!)), most);
  }, 0);
