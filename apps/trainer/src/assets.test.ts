import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../test/atelier.ts';

test('the built-in styles have their credits and a picture that can be read', async () => {
  const { builtInStyles } = await import('./assets.ts');
  const { readPhoto } = await import('./photo.ts');
  const styles = await builtInStyles();
  expect(styles.map(({ slug }) => slug)).toContain('starry-night');
  for (const { slug, title, artist, picture } of styles) {
    expect([title, artist], slug).not.toContain('');
    expect(Math.min((await readPhoto(picture)).width), slug).toBeGreaterThan(256);
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
