// What every tool shares: where the checkout is, running a program, and one line per step with its seconds.
import './no-telemetry.mjs';
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const root = join(import.meta.dirname, '..');
export const modules = join(root, 'node_modules');
/** What set-up remembers about this checkout; it goes with node_modules, whose state it describes. */
export const stamps = join(modules, '.atelier');
/** What is dear to fetch, kept for every checkout of this user. */
export const cache = process.env.ATELIER_CACHE || join(homedir(), '.cache', 'atelier');

export const say = (line) => process.stdout.write(`${line}\n`);

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs `work`, then says how it went and how long it took. `work` returns what to add to the line, if anything. */
export async function step(title, work) {
  const since = performance.now();
  say(`▸ ${title} …`);
  say(`  ${(await work()) || 'done'} (${seconds(since)})`);
}

/** The program's full path, or undefined: found without starting it. */
export function which(program) {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of process.platform === 'win32' ? [`${program}.exe`, program] : [program]) {
      const path = join(directory, name);
      try {
        accessSync(path, constants.X_OK);
        if (statSync(path).isFile()) return path;
      } catch {
        continue; // not in this directory
      }
    }
  }
  return undefined;
}

/**
 * Runs a program to its end in the checkout. Its output is kept and returned (`quiet`) or shown as it comes.
 * Throws with the last `lines` of the output when the program fails, is missing or takes longer than `timeout` ms.
 */
export function run(program, parameters, { quiet = false, lines = 15, ...options } = {}) {
  const result = spawnSync(program, parameters, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', ...(quiet ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
    maxBuffer: 1 << 28,
    killSignal: 'SIGKILL',
    ...options,
  });
  if (result.status === 0) return result.stdout ?? '';
  const output = quiet
    ? `${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim().split('\n').slice(-lines).join('\n')
    : '';
  const reason =
    result.error?.message ?? (result.signal ? `ended by ${result.signal}` : `exit code ${result.status}`);
  throw new Error(`${[program, ...parameters].join(' ').slice(0, 200)}: ${reason}${output && `\n${output}`}`);
}

/** Runs npm itself: the very one that started us, or the one on the PATH. */
export function npm(parameters, options) {
  const self = process.env.npm_execpath;
  if (self?.endsWith('.js')) return run(process.execPath, [self, ...parameters], options);
  return run('npm', parameters, { shell: process.platform === 'win32', ...options });
}

/** Runs a program of an installed package, e.g. `runBin('vitest', ['run'])`, `runBin('typescript/tsc', [])`. */
export function runBin(program, parameters, options) {
  const [name, command = name] = program.split('/');
  const { bin } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[command];
  return run(process.execPath, [join(modules, name, file), ...parameters], options);
}

/**
 * Runs a target of every project that has it, and what it depends on, or takes from Nx's cache what they gave; one after
 * the other, and all of them even where one fails. `quiet` shows what failed only.
 */
export function nx(target, { quiet = true, words = [] } = {}) {
  const how = quiet ? ['--outputStyle=static'] : ['--outputStyle=stream', '--parallel=1'];
  // Nx asks the programs for colours wherever its output goes.
  const env = process.stdout.isTTY ? process.env : { FORCE_COLOR: '0', ...process.env };
  runBin('nx', ['run-many', '-t', target, ...how, ...words], { quiet, lines: 1000, env });
}

/** Runs a tool's work when the tool is what was started; what goes wrong is said without a stack trace. */
export async function main(url, work) {
  // Its real path, also where it was started through a symbolic link, as `url` is.
  if (url !== pathToFileURL(realpathSync(process.argv[1])).href) return;
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
