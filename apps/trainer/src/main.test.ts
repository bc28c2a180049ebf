import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { atelier } from '../test/atelier.ts';

test('the help lists every command', async () => {
  const { code, stdout, stderr } = await atelier(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  const files = readdirSync(join(import.meta.dirname, 'commands'), { recursive: true, encoding: 'utf8' });
  const commands = files.filter((file) => /(?<!\.test)\.ts$/.test(file)).map((file) => basename(file, '.ts'));
  const shown = [...stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, command]) => command);
  expect(shown.sort()).toEqual([...commands, 'help'].sort());
});

test('it says its version', async () => {
  const { code, stdout } = await atelier(['--version']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
});

test('no command, or an unknown one, is refused', async () => {
  expect(await atelier([])).toMatchObject({ code: 2, stdout: '' });
  const { code, stderr } = await atelier(['paint']);
  expect(stderr).toMatch(/^atelier: there is no command paint; there are .*stylize.*\n$/);
  expect(code).toBe(2);
});
