import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { alone } from './alone.mjs';

function folder() {
  const made = mkdtempSync(join(tmpdir(), 'atelier-tools-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** Another process that works in the folder until it is killed. */
async function worker(at) {
  const code = `const { alone } = await import(${JSON.stringify(join(import.meta.dirname, 'alone.mjs'))});
    await alone(process.argv[1], 'build', () => { console.log('works'); while (true); }, () => console.log('waits'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said) };
}

test('one builds at a time in a folder; who waits says so, and goes on once the other is done or killed', async () => {
  const here = folder();
  const order = [];
  const build = (name) => async () => {
    order.push(`${name} begins`);
    await Promise.resolve();
    order.push(`${name} ends`);
  };
  const wait = () => order.push('waits');
  await Promise.all([alone(here, 'build', build('one'), wait), alone(here, 'build', build('two'), wait)]);
  const begun = order.indexOf('two begins');
  expect(order.indexOf('one ends')).toBeLessThan(begun);
  expect(order.indexOf('waits')).toBeLessThan(begun);
  expect(order.slice(begun)).toEqual(['two begins', 'two ends']);

  const other = await worker(here);
  expect(other.said).toBe('works\n');
  expect((await worker(here)).said).toBe('waits\n');
  expect((await worker(folder())).said).toBe('works\n');
});

test('what was killed at its work keeps nobody waiting, nor does what failed', async () => {
  const here = folder();
  const { child } = await worker(here);
  let waited = false;
  const done = alone(
    here,
    'build',
    () => 'done',
    () => {
      waited = true;
      child.kill('SIGKILL');
    },
  );
  expect(await done).toBe('done');
  expect(waited).toBe(true);
  const failing = () => Promise.reject(new Error('broken'));
  await expect(alone(here, 'build', failing, () => {})).rejects.toThrow('broken');
  expect(
    await alone(
      here,
      'build',
      () => 'again',
      () => {},
    ),
  ).toBe('again');
});
