// `npm test`: set-up, then everything that can fail: lint, type check, the tests of every package, and the studio end
// to end in a real browser. All of it runs even when an earlier part failed.
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, chromiumShell } from './chromium.mjs';
import { installDebian } from './debian.mjs';
import { setUp } from './setup.mjs';
import { main, nx, root, say, step, which } from './step.mjs';

// Few at once, as TensorFlow and ONNX Runtime use threads; but three, as there is always one that waits: for a process that starts,
// or until a queue notices that another was killed.
process.env.VITEST_MAX_WORKERS ??= String(Math.max(3, Math.floor(availableParallelism() / 2)));

/** How many single tests passed, and what failed: tests, or a whole part that has no single tests. */
const total = { passed: 0, failed: 0 };

async function part(title, work) {
  try {
    await step(title, work);
  } catch (error) {
    total.failed += error.counted ? 0 : 1;
    say(`✗ ${title}: ${error.message}`);
  }
}

const packagesWith = (file) =>
  [
    'tools',
    ...['libs', 'apps'].flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`)),
  ].filter((folder) => existsSync(join(root, folder, file)));

async function test() {
  const since = performance.now();
  await setUp({ development: true });
  await part('Lint and type check', () => nx('lint,typecheck'));
  seeToStrace();
  seeToMounts();
  await tests('Tests', 'test', packagesWith('vitest.config.ts'), ({ numPassedTests, numFailedTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
  }));
  await inBrowser();
  say(`\nDone in ${Math.round((performance.now() - since) / 1000)} s.`);
  say(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

/** Without strace, which Linux has, what leaves this machine cannot be watched: those tests are left out. */
function seeToStrace() {
  if (!which('strace')) installDebian('strace');
  if (which('strace')) return;
  say(
    '! That nothing leaves this machine was not watched: there is no strace (Debian: apt-get install strace).',
  );
  process.env.WITHOUT_STRACE = '1';
}

/** Only root can mount a small disk, to fill it: else that test is left out. */
function seeToMounts() {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-mount-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status === 0) spawnSync('umount', [folder]);
  rmdirSync(folder);
  if (status === 0) return;
  say('! What a full disk does was not tried: only root can mount one to fill it.');
  process.env.WITHOUT_MOUNT = '1';
}

async function inBrowser() {
  const browser = chromium();
  if (!browser) {
    say(
      '! The tests in a browser were left out: there is no Chromium. Install one (Debian: apt-get install chromium),',
    );
    say('  or name one: CHROMIUM=/path/to/chromium npm test');
    return;
  }
  process.env.CHROMIUM = browser;
  process.env.CHROMIUM_SHELL = chromiumShell() ?? '';
  await tests('Tests in a browser', 'e2e', packagesWith('playwright.config.ts'), ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }));
}

/** Runs a target of these packages, which leave a report each, and adds what `count` reads from the reports to the total. */
async function tests(title, target, folders, count) {
  const reports = new Map(folders.map((folder) => [folder, join(root, folder, 'reports', `${target}.json`)]));
  for (const report of reports.values()) rmSync(report, { force: true });
  await part(title, () => {
    let failure;
    try {
      nx(target, { quiet: false, words: [`--projects=${folders.join()}`] });
    } catch (error) {
      failure = error;
    }
    let passed = 0;
    let failed = 0;
    for (const [folder, report] of reports) {
      const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : undefined;
      if (!counts) say(`✗ ${folder}: its tests did not run to their end`);
      passed += counts?.passed ?? 0;
      failed += counts?.failed ?? 1;
    }
    total.passed += passed;
    total.failed += failed;
    if (failure) throw Object.assign(failure, { counted: failed > 0 });
    return `${passed} passed`;
  });
}

await main(import.meta.url, test);
