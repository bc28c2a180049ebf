/**
 * Sets up a fresh clone of this checkout, as it is committed, from nothing: no packages, no caches of anybody's, an empty home
 * folder; under an umask. Then the embedded database has to start from what was installed. Tells what was asked of the network,
 * and fails where a host was looked up but npm's registry and those of `--also` (pip's, where TensorFlow is fetched: 270 MB), or
 * where anything was written elsewhere. Linux, with strace.
 *
 *     node --import tsx apps/studio-e2e/privacy/set-up.ts [--umask 077] [--engine auto --also HOST,HOST]
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkout, newcomer } from './strace.ts';

const { values } = parseArgs({
  options: {
    umask: { type: 'string', default: '022' },
    engine: { type: 'string', default: 'wasm' },
    also: { type: 'string', default: '' },
  },
});

const read = (program: string, ...words: string[]) =>
  execFileSync(program, words, { cwd: checkout, encoding: 'utf8' }).trim();
const registry = new URL(read('npm', 'config', 'get', 'registry')).hostname;
const told = new Set([registry, ...values.also.split(',')]);

const clone = mkdtempSync(path.join(tmpdir(), 'atelier-set-up-'));
/** Of this machine's settings those that say how a network is reached, and no others. */
const network = Object.entries(process.env).filter(([name]) =>
  /^(npm_config_registry|pip_|node_extra_ca_certs|https?_proxy|no_proxy)/i.test(name),
);
const env = { ...Object.fromEntries(network), ATELIER_ENGINE: values.engine };
const { home, watch } = await newcomer(env, clone);
process.umask(parseInt(values.umask, 8));
read('git', 'clone', '--quiet', checkout, clone);
// As what is above any checkout has to be: the account that the database runs as passes through.
chmodSync(clone, 0o711);

/** What set-up says of TensorFlow where pip fetched it; where not, fetching it has not been watched. */
const FETCHED = /fetching tensorflow[^]*TensorFlow [\d.]+ \(/;
const problems: string[] = [];
for (const words of [['tools/setup.mjs'], ['apps/trainer/atelier.mjs', 'verify']]) {
  const { said, code, hosts, files, home: left } = await watch(words);
  const names = hosts.filter((host) => /[a-z]/i.test(host) && !host.includes(':'));
  console.log(`${words.join(' ')}: ${said.trim().split('\n').at(-1)}`);
  console.log(
    `  looked up: ${names.join(', ') || 'nothing'}; ${hosts.length - names.length} addresses asked`,
  );
  const missed = words[0] === 'tools/setup.mjs' && values.engine !== 'wasm' && !FETCHED.test(said);
  if (code !== 0 || missed) problems.push(`${words.join(' ')}: ${code} ${said}`);
  problems.push(
    ...names.filter((name) => !told.has(name)).map((name) => `${words.join(' ')} looked up ${name}`),
  );
  if (names.length === 0) problems.push(...hosts.map((host) => `${words.join(' ')} asked ${host}`));
  problems.push(...files.map((file) => `${words.join(' ')} wrote ${file}`));
  problems.push(
    ...left.filter((file) => !/^\.npm(\/|$)/.test(file)).map((file) => `left in the home folder: ${file}`),
  );
}
for (const folder of [clone, home]) rmSync(folder, { recursive: true });
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'nothing but what it was told' : 'not as it should be');
process.exit(problems.length === 0 ? 0 : 1);
