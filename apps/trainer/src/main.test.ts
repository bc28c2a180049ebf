import { expect, test } from 'vitest';
import { atelier } from '../test/atelier.ts';

test('the help lists every command', async () => {
  const { code, stdout, stderr } = await atelier(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  for (const command of ['export', 'fetch', 'import', 'stylize', 'train'])
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
});

test('no command, or an unknown one, is refused', async () => {
  expect(await atelier([])).toMatchObject({ code: 2, stdout: '' });
  const { code, stderr } = await atelier(['paint']);
  expect(stderr).toMatch(/^atelier: there is no command paint; there are .*stylize.*\n$/);
  expect(code).toBe(2);
});
