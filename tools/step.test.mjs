import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { run, runBin, step, which } from './step.mjs';

const node = (program, options = {}) => run(process.execPath, ['--eval', program], options);

test('a program that fails is told by its words, its exit code and the end of what it said', () => {
  expect(node('process.stdout.write("42")', { quiet: true })).toBe('42');
  expect(() => node('for (let i = 0; i < 9; i++) console.log(`line ${i}`); process.exit(3)', { quiet: true, lines: 2 })) // prettier-ignore
    .toThrow(/--eval .*: exit code 3\nline 7\nline 8$/s);
  expect(() => node('process.kill(process.pid)', { quiet: true })).toThrow('ended by SIGTERM');
  expect(() => node('setInterval(() => {}, 1000)', { quiet: true, timeout: 200 })).toThrow('ETIMEDOUT');
  expect(() => run('no-such-program', [])).toThrow('no-such-program: spawnSync no-such-program ENOENT');
});

test("an installed package's program is run by its name, or by that of one of its programs", () => {
  expect(runBin('typescript/tsc', ['--version'], { quiet: true })).toMatch(/^Version \d/);
  expect(runBin('prettier', ['--version'], { quiet: true })).toMatch(/^\d/);
});

test('a program is found where it may be executed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-tools-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'yes'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'no'), '', { mode: 0o644 });
  vi.stubEnv('PATH', `/nowhere:${folder}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect([which('yes'), which('no'), which('none')]).toEqual([join(folder, 'yes'), undefined, undefined]);
});

test('a step says what it is, how it went and how long it took', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  await step('Counting', () => 'three');
  await expect(step('Breaking', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const said = write.mock.calls.map(([text]) => text);
  expect(said).toEqual([
    '▸ Counting …\n',
    expect.stringMatching(/^ {2}three \(\d+\.\d s\)\n$/),
    '▸ Breaking …\n',
  ]);
});
