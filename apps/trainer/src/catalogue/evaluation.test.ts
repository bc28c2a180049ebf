import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const measured: Row[] = [];
  const run = (styles: Style[], optimised: number) =>
    evaluate(styles, { size: 64, optimised, file }, (row) => row && measured.push(row));

  await run([style], 1);
  expect(measured.map(({ by, photos }) => [by, Object.keys(photos).length])).toEqual([[7, 20], ['optimise', 1]]); // prettier-ignore
  const [random, optimised] = measured.map(({ photos }) => photos['gcompris-kitten.jpg']!);
  expect(optimised!.style).toBeLessThan(0.3);
  expect(optimised!.total).toBeLessThan(random!.total / 3);
  const course = measured[1]!.course!;
  expect(course).toHaveLength(300);
  expect(course.at(-1)! / optimised!.total).toBeCloseTo(1, 1);
  expect(await currentRows([style], file, 64)).toEqual(measured);
  await run([style], 1);
  expect(measured).toHaveLength(2);

  const summaries = summarise(await currentRows([style], file, 64));
  expect(summaries[0]!.steps).toBe(0); // a random network's painting is farther off than the photo itself
  const slower = { ...measured[1]!, course: [3, 2, 1].map((factor) => factor * random!.total) };
  expect(summarise([measured[0]!, slower])[0]!.steps).toBe(2);
  const table = evaluationTable(summaries, [style]);
  const cell = (value: number) => value.toFixed(3);
  const { style: share, content, totalVariation, total } = optimised!;
  expect(table).toContain(
    `|  | optimise, 300 steps | ${[share, content, totalVariation].map((value) => `${cell(value)} (${cell(value)})`).join(' | ')} | ${cell(total)} |  |`,
  );
  expect(table).toMatch(
    new RegExp(`\\| ${style.title} \\| 7 iterations \\| .*\\| ${cell(random!.total)} \\| 0 \\|`),
  );

  const retrained = await randomStyle(folder, 2);
  const left = await currentRows([retrained], file, 64);
  expect(left.map(({ by }) => by)).toEqual(['optimise']);
  expect(evaluationTable(summarise(left), [retrained])).toContain('| optimise, 300 steps |');
  await run([retrained], 1);
  expect(measured.map(({ by }) => by)).toEqual([7, 'optimise', 7]);
  expect(measured[2]!.key).not.toBe(measured[0]!.key);
  expect(await currentRows([retrained], file, 64)).toHaveLength(2);

  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, 100));
  await expect(run([style], 0)).rejects.toThrow(/evaluation\.json: not valid JSON/);
}, 600_000); // 600 steps without a network take minutes on WebAssembly

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
