import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LossNetwork, randomLossNetwork } from '@atelier/model';
import { beforeAll, expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { randomStyle } from '../../test/random-style.ts';
import { openEngine } from '../engine/engine.ts';
import { currentRows, evaluate, type Row } from './evaluation.ts';
import { evaluationTable, summarise } from './evaluation-table.ts';
import { type Style } from './styles.ts';

beforeAll(openEngine);

test('measures each checkpoint and optimise once, and again when the network has changed', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'evaluation.json');
  const style = await randomStyle(folder, 1);
  const reference = new LossNetwork('compact', randomLossNetwork('compact', 1));
  const measured: Row[] = [];
  const run = (styles: Style[], optimised: number) =>
    evaluate(styles, { size: 64, optimised, file, reference }, (row) => row && measured.push(row));

  await run([style], 1);
  const steps = ['optimise 50', 'optimise 100', 'optimise 300'];
  expect(measured.map(({ by, photos }) => [by, Object.keys(photos).length])).toEqual([[7, 20], ...steps.map((by) => [by, 1])]); // prettier-ignore
  const [random, ...optimised] = measured.map(({ photos }) => photos['gcompris-kitten.jpg']!);
  expect(optimised[2]!.style).toBeLessThan(0.3);
  expect(optimised[2]!.style).toBeLessThan(optimised[0]!.style);
  expect(optimised[2]!.style).toBeLessThan(random!.style / 3);
  expect(await currentRows([style], file, 64)).toEqual(measured);
  await run([style], 1);
  expect(measured).toHaveLength(4);

  const table = evaluationTable(summarise(await currentRows([style], file, 64)), [style]);
  const { style: share, content, totalVariation, weave } = optimised[2]!;
  const cells = [share, content, totalVariation, weave].map((value) => `${value.toFixed(3)} (${value.toFixed(3)})`).join(' | '); // prettier-ignore
  expect(table).toContain(`|  | \`optimise\`, 300 steps | ${cells} |`);
  expect(table).toContain(`| ${style.title} | 7 iterations | `);

  const retrained = await randomStyle(folder, 2);
  const left = await currentRows([retrained], file, 64);
  expect(left.map(({ by }) => by)).toEqual(steps);
  await run([retrained], 1);
  expect(measured.map(({ by }) => by)).toEqual([7, ...steps, 7]);
  expect(measured[4]!.key).not.toBe(measured[0]!.key);
  expect(await currentRows([retrained], file, 64)).toHaveLength(4);

  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, 100));
  await expect(run([style], 0)).rejects.toThrow(/evaluation\.json: not valid JSON/);
}, 600_000); // 300 steps without a network take minutes on WebAssembly

test('bad input is refused in one line, and leaves nothing', async () => {
  const file = join(temporaryFolder(), 'evaluation.json');
  for (const [words, message] of [
    [['no-style'], /there is no style no-style; there are cafe-terrace, /],
    [['--size', '5'], /--size 5: /],
    [['--optimise', '7'], /--optimise 7: /],
  ] as const) {
    const { code, stdout, stderr } = await atelier(['evaluate', '--file', file, ...words]);
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 }); // prettier-ignore
    expect(stderr).toMatch(message);
  }
  expect(existsSync(file)).toBe(false);
});
