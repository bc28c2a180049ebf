import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { listenByFile } from '../../../../tools/alone.mjs';
import { lockRun } from './run-lock.ts';

/** Another process that has locked these folders, one after the other; its TMPDIR is that given. */
async function other(tmpdir: string, ...folders: string[]): Promise<string> {
  const code = `const { lockRun } = await import(${JSON.stringify(join(import.meta.dirname, 'run-lock.ts'))});
    for (const folder of process.argv.slice(1)) await lockRun(folder).then(() => console.log('locked'), ({ message }) => console.log(message));
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, ...folders], {
    env: { ...process.env, TMPDIR: tmpdir, TSX_DISABLE_CACHE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  while (said.split('\n').length <= folders.length)
    said += String(((await once(child.stdout, 'data')) as [Buffer])[0]);
  return said;
}

test('one process trains in a folder, whatever its TMPDIR, and others in other folders', async () => {
  const above = temporaryFolder();
  const [one, two, link] = ['one', 'two', 'link'].map((name) => join(above, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(one);
  mkdirSync(two);
  symlinkSync(one, link);
  const long = join(above, 'x'.repeat(100));
  mkdirSync(long);
  const unlock = await lockRun(one);
  for (const tmpdir of [long, '/nosuch'])
    expect(await other(tmpdir, one, link)).toMatch(/^(.*another process is training in this folder.*\n){2}$/);
  expect(await other(long, two)).toBe('locked\n');
  unlock();
  expect(await other('/nosuch', one)).toBe('locked\n');
});

test('of many that start at once one gets the folder', async () => {
  const folder = temporaryFolder();
  const starters = await Promise.allSettled(Array.from({ length: 20 }, () => lockRun(folder)));
  const got = starters.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(got).toHaveLength(1);
  got[0]!();
  (await lockRun(folder))();
});

test('by files, as on macOS: at most one of many, also beside what a killed process left, which is removed', async () => {
  const folder = temporaryFolder();
  const code = `const { listenByFile } = await import(${JSON.stringify(join(import.meta.dirname, '../../../../tools/alone.mjs'))});
    await listenByFile(${JSON.stringify(folder)}, 'run'); console.log('locked');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(await listenByFile(folder, 'run')).toBeUndefined();
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  expect(readdirSync(folder)).toHaveLength(1);
  const starters = await Promise.all(Array.from({ length: 20 }, () => listenByFile(folder, 'run')));
  const got = starters.filter((server) => server !== undefined);
  expect(got.length).toBeLessThanOrEqual(1);
  for (const server of got) server.close();
  const server = (await listenByFile(folder, 'run'))!;
  expect(await listenByFile(folder, 'run')).toBeUndefined();
  expect(readdirSync(folder)).toHaveLength(1);
  server.close();
});
