// `npm test`: set-up, then everything that can fail: lint, type check, the tests of every package, and the studio end
// to end in a real browser. All of it runs even when an earlier part failed.
import './node-version.mjs';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium } from './chromium.mjs';
import { installDebian } from './debian.mjs';
import { setUp } from './setup.mjs';
import { main, nx, root, runBin, say, step, which } from './step.mjs';

/** Processes, as TensorFlow's binding cannot be loaded twice in one, and few, as TensorFlow and ONNX Runtime use threads. */
const VITEST = [
  ...['--reporter=default', '--reporter=json'],
  ...['--pool=forks', `--maxWorkers=${Math.max(2, Math.floor(availableParallelism() / 2))}`],
];

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

/** Runs a test runner that writes a report to `file`, and adds what `count` reads from it to the total. */
function counted(file, test, count) {
  let failure;
  try {
    test();
  } catch (error) {
    failure = error;
  }
  if (!existsSync(file)) throw failure ?? new Error('no report was written');
  const { passed, failed } = count(JSON.parse(readFileSync(file, 'utf8')));
  total.passed += passed;
  total.failed += failed;
  if (failure) throw Object.assign(failure, { counted: failed > 0 });
  return `${passed} passed`;
}

const packagesWith = (file) =>
  ['libs', 'apps']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))
    .filter((folder) => existsSync(join(root, folder, file)));

async function test() {
  const since = performance.now();
  const reports = mkdtempSync(join(tmpdir(), 'atelier-test-'));
  try {
    await setUp();
    await part('Lint', () => {
      runBin('eslint', ['tools', ...readdirSync(root).filter((name) => name.endsWith('.mjs'))], {
        quiet: true,
      });
      nx('lint');
    });
    await part('Type check', () => {
      runBin('typescript/tsc', ['-p', 'tools/tsconfig.json'], { quiet: true });
      nx('typecheck');
    });
    for (const folder of packagesWith('vitest.config.ts')) {
      const report = join(reports, `${basename(folder)}.json`);
      await part(`Tests of ${folder}`, () =>
        counted(
          report,
          () =>
            runBin('vitest', [
              'run',
              '--root',
              folder,
              ...VITEST,
              ...left(folder),
              `--outputFile.json=${report}`,
            ]),
          ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }),
        ),
      );
    }
    await inBrowser(reports);
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  say(`\nDone in ${Math.round((performance.now() - since) / 1000)} s.`);
  say(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

/** What is left out of a package's tests: without strace, which Linux has, what leaves this machine cannot be watched. */
function left(folder) {
  if (folder !== 'apps/studio-e2e' || which('strace')) return [];
  installDebian('strace');
  if (which('strace')) return [];
  say(
    '! That nothing leaves this machine was not watched: there is no strace (Debian: apt-get install strace).',
  );
  return ['--exclude', 'privacy/**'];
}

async function inBrowser(reports) {
  const browser = chromium();
  if (!browser) {
    say(
      '! The tests in a browser were left out: there is no Chromium. Install one (Debian: apt-get install chromium),',
    );
    say('  or name one: CHROMIUM=/path/to/chromium npm test');
    return;
  }
  await part('Building the studio', () => nx('build'));
  for (const folder of packagesWith('playwright.config.ts')) {
    const report = join(reports, `${basename(folder)}-browser.json`);
    await part(`Tests of ${folder} in a browser`, () =>
      counted(
        report,
        () =>
          runBin('playwright', ['test', '--reporter=list,json'], {
            cwd: join(root, folder),
            env: { ...process.env, CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
          }),
        ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
      ),
    );
  }
}

await main(import.meta.url, test);
