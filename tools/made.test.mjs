import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { make } from './made.mjs';

function checkout() {
  const made = mkdtempSync(join(tmpdir(), 'atelier-made-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  for (const folder of ['apps/studio/.next', 'libs/model'])
    mkdirSync(join(made, folder), { recursive: true });
  writeFileSync(join(made, 'libs/model/loss.ts'), 'export {};');
  return made;
}

/** Makes the studio as Nx does, emptying its folder first; says whether that was done. */
async function build(at, settings = '') {
  const folder = join(at, 'apps/studio/.next');
  let done = false;
  const work = () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    done = true;
  };
  await make('apps/studio/.next', work, { settings, checkout: at });
  return done;
}

test('what is made of the sources is made again where one has changed, come or gone, or a setting has', async () => {
  const here = checkout();
  const source = join(here, 'libs/model/loss.ts');
  expect(await build(here)).toBe(true);
  writeFileSync(join(here, 'apps/studio/.next/BUILD_ID'), '1'); // what is made is no source
  expect(await build(here)).toBe(false);
  utimesSync(source, 1, 1);
  expect([await build(here), await build(here)]).toEqual([true, false]);
  writeFileSync(join(here, 'apps/studio/page.tsx'), '');
  expect([await build(here), await build(here)]).toEqual([true, false]);
  rmSync(source);
  expect([await build(here), await build(here)]).toEqual([true, false]);
  expect([await build(here, '/atelier'), await build(here, '/atelier')]).toEqual([true, false]);
  rmSync(join(here, 'apps/studio/.next'), { recursive: true });
  expect(await build(here, '/atelier')).toBe(true);
});

test('work that fails counts as not done', async () => {
  const here = checkout();
  await expect(make('apps/studio/.next', () => Promise.reject(new Error('broken')), { checkout: here })).rejects.toThrow('broken'); // prettier-ignore
  expect(await build(here)).toBe(true);
});

test('a studio that runs keeps its code until it has ended', async () => {
  const here = checkout();
  await build(here);
  const code = `const { runFrom } = await import(${JSON.stringify(join(import.meta.dirname, 'made.mjs'))});
    runFrom(process.argv[1]); console.log('runs');`;
  const studio = spawn(process.execPath, ['--input-type=module', '-e', code, here], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void studio.kill('SIGKILL'));
  await once(studio.stdout, 'data');
  writeFileSync(join(here, 'apps/studio/.next/BUILD_ID'), '1');
  expect(await build(here)).toBe(false); // another start: nothing to do
  writeFileSync(join(here, 'libs/model/loss.ts'), 'export const weight = 1;');
  await expect(build(here)).rejects.toThrow(`Atelier runs from ${here}`);
  expect(readFileSync(join(here, 'apps/studio/.next/BUILD_ID'), 'utf8')).toBe('1');
  studio.kill('SIGKILL');
  await once(studio, 'exit');
  expect(await build(here)).toBe(true);
});
