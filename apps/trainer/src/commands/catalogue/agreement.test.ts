import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../../test/atelier.ts';
import { compactLossNetwork } from '../../files/assets.ts';
import type { Agreement } from '../../loss-networks/agreement.ts';

test('a loss network agrees wholly with itself, by name or from its file, and random weights do not', async () => {
  const { code, stderr, stdout } = await atelier(['agreement', '--reference', compactLossNetwork, '--size', '64', '--json']); // prettier-ignore
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const agreements = JSON.parse(stdout) as Record<string, Agreement>;
  const { photos, paintings } = agreements.compact!;
  for (const { sum, logarithms, taps } of [photos, paintings])
    for (const value of [sum, logarithms, ...Object.values(taps)]) expect(value).toBeCloseTo(1, 10);
  expect(agreements['random weights']!.photos.sum).toBeLessThan(0.8);
});

test("a loss network's size and arithmetic are told, and the time it takes", async () => {
  const { code, stdout } = await atelier(['bench', 'loss-network', '--size', '32', '--runs', '1', '--json']);
  expect(code).toBe(0);
  const figures = JSON.parse(stdout) as Record<string, number>;
  expect(figures).toMatchObject({ lossNetwork: 'compact', parameters: 478_000, megabytes: 0.9561 });
  for (const name of ['billion_multiply_adds', 'forward_s', 'gradient_s'])
    expect(figures[name]).toBeGreaterThan(0);
});

test('bad input is refused in one line', async () => {
  const folder = temporaryFolder();
  const cut = join(folder, 'cut.safetensors');
  writeFileSync(cut, readFileSync(compactLossNetwork).subarray(0, 5000));
  const changed = join(folder, 'changed.safetensors');
  const bytes = readFileSync(compactLossNetwork);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(changed, bytes);
  copyFileSync(compactLossNetwork.replace('.safetensors', '.json'), join(folder, 'changed.json'));
  for (const [words, message] of [
    [['--reference', join(folder, 'none.safetensors')], /none\.safetensors: no such file/],
    [['--reference', cut], /cut\.safetensors: .*cut short/],
    [
      ['--reference', changed],
      /changed\.safetensors is damaged: its SHA-256 is another than .*changed\.json says/,
    ],
    [['--reference', 'compact', '--loss-network', cut], /cut\.safetensors: .*cut short/],
    [['--reference', 'vgg16'], /vgg16 is not here yet: atelier fetch vgg16/],
    [['--reference', 'compact', '--size', '8'], /--size 8: /],
  ] as const) {
    const { code, stderr } = await atelier(['agreement', ...words], { env: { ATELIER_CACHE: folder } });
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toMatch(message);
  }
});
