import { expect, test } from 'vitest';
import { atelier } from '../../test/atelier.ts';
import { filmTable } from './film.ts';

interface Row {
  style: string;
  camera: string;
  alone: number;
  steadied: number;
  contrast: number;
  variation: number;
}

test('bench film measures films of five cameras, each frame by itself and steadied', async () => {
  const words = ['bench', 'film', '--styles', 'scream', '--strokes', 'full', '--frames', '6', '--json'];
  const { rows } = JSON.parse((await atelier(words)).stdout) as { rows: Row[] };
  expect(rows.map(({ camera }) => camera)).toEqual(['still', 'pan by 6 pixels', 'pan by 2.5 and 1.25 pixels', 'zoom by 1 %', 'rotation by 1°']); // prettier-ignore
  for (const { style, alone, steadied, contrast, variation } of rows) {
    expect(style).toBe('scream');
    expect(steadied).toBeLessThan(alone / 1.5);
    for (const share of [contrast, variation]) expect(Math.abs(share - 1)).toBeLessThan(0.1);
  }
  const apart = await atelier([...words, '--steady', '0']);
  for (const row of (JSON.parse(apart.stdout) as { rows: Row[] }).rows)
    expect(row).toMatchObject({ steadied: row.alone, contrast: 1, variation: 1 });
});

test('its table has a decimal of shares, which whole numbers would round to 90 and 110 %', () => {
  const row = { style: 'scream', alone: 4, steadied: 1.26 };
  const still = { ...row, camera: 'still', contrast: 0.896, variation: 1.1004 };
  const pan = { ...row, camera: 'pan', contrast: 1, variation: 0.9006 };
  expect(filmTable([still, pan])).toEqual([
    {
      style: 'scream',
      still: '4.0 → 1.3',
      pan: '4.0 → 1.3',
      contrast: '89.6–100.0 %',
      variation: '90.1–110.0 %',
    },
  ]);
});

test('bench film says which networks there are, and how many frames', async () => {
  const none = await atelier(['bench', 'film', '--styles', 'screem']);
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('there is no style screem; there are ');
  const many = await atelier(['bench', 'film', '--frames', '25']);
  expect(many.stderr).toMatch(/^atelier: --frames 25: .*24/);
});

test('bench film-speed paints a film as large and as long as is said', async () => {
  const { code, stdout, stderr } = await atelier(['bench', 'film-speed', '--width', '96', '--height', '64', '--frames', '4', '--json']); // prettier-ignore
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const said = JSON.parse(stdout) as Record<string, number>;
  expect(said).toMatchObject({ style: 'starry-night', width: 96, height: 64, frames: 4 });
  expect(said.frames_per_second! * said.seconds!).toBeCloseTo(4, 1);
  expect(4 * (said.paint_s! + said.steady_s!)).toBeLessThan(said.seconds!);
});
