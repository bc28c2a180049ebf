import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointIterations } from '@atelier/model';
import { readCheckpoint } from '@atelier/model/checkpoint';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../test/atelier.ts';
import { lossNetworkPath, sha256 } from './loss-networks.ts';
import { paintPhotos } from './painting.ts';
import { readPhoto } from './photo.ts';

test('the built-in styles have their credits and a picture that can be read', async () => {
  const { builtInStyles } = await import('./assets.ts');
  const styles = await builtInStyles();
  expect(styles.map(({ slug }) => slug)).toContain('starry-night');
  for (const { slug, title, artist, picture } of styles) {
    expect([title, artist], slug).not.toContain('');
    expect(Math.min((await readPhoto(picture)).width), slug).toBeGreaterThan(256);
  }
});

test('published networks were trained as their style says, with the loss network that is here, and paint', async () => {
  const { builtInStyles, galleryPhotos } = await import('./assets.ts');
  const photo = await readPhoto(galleryPhotos[0]!.path, { size: 64 });
  for (const { slug, picture, training, checkpoints } of await builtInStyles()) {
    if (!training && checkpoints.length === 0) continue; // not trained yet
    const { config, history, styleSha256, lossNetworkSha256 } = training!;
    expect(styleSha256, slug).toBe(sha256(readFileSync(picture)));
    expect(lossNetworkSha256, slug).toBe(sha256(readFileSync(lossNetworkPath(config.lossNetwork))));
    expect(history.iteration, slug).toEqual([...new Set(history.iteration)].sort((a, b) => a - b));
    expect([history.iteration[0], history.iteration.at(-1)], slug).toEqual([1, config.iterations]);
    expect(history.total.every(Number.isFinite), slug).toBe(true);
    expect(checkpoints.map(({ iteration }) => iteration), slug).toEqual(checkpointIterations(config)); // prettier-ignore
    for (const { iteration, path } of checkpoints) {
      const bytes = readFileSync(path);
      expect(bytes.length, path).toBeLessThan(1e6);
      const checkpoint = readCheckpoint(bytes);
      expect(checkpoint.metadata, path).toMatchObject({ kind: 'weights', iteration, training: config, styleSha256 }); // prettier-ignore
      expect(existsSync(path.replace('.safetensors', '.json')), path).toBe(true);
      const [painting] = await paintPhotos(checkpoint, [photo]);
      expect([painting!.width, painting!.height]).toEqual([photo.width, photo.height]);
      expect(new Set(painting!.rgb).size, path).toBeGreaterThan(100); // neither grey nor flat
    }
  }
});

test('a checkpoint is found by the name of a training run, the last one or that of an iteration', async () => {
  const data = temporaryFolder();
  vi.stubEnv('ATELIER_DATA', data);
  vi.resetModules(); // the environment is read once
  const { findCheckpoint } = await import('./assets.ts');
  const run = join(data, 'runs/my-style');
  mkdirSync(run, { recursive: true });
  await expect(findCheckpoint('my-style')).rejects.toThrow(
    'my-style has no checkpoint yet, its training has just',
  );
  const files = [
    'my-style_900.safetensors',
    'my-style_10000.safetensors',
    'state.safetensors',
    'my-style_x.safetensors',
  ];
  for (const name of files) writeFileSync(join(run, name), '');
  expect(await findCheckpoint('my-style')).toBe(join(run, 'my-style_10000.safetensors'));
  expect(await findCheckpoint('my-style@900')).toBe(join(run, 'my-style_900.safetensors'));
  await expect(findCheckpoint('my-style@5')).rejects.toThrow('has no checkpoint 5; it has 900, 10000');
  await expect(findCheckpoint('my-style@900@5')).rejects.toThrow('there is no style my-style@900@5');
  await expect(findCheckpoint('no-style')).rejects.toThrow(
    /no style no-style; there are my-style, .*starry-night/,
  );
});
