// The start of the command line. The TypeScript sources are bundled first, and again whenever one of them has changed:
// translating and loading them one by one would take half a second more at every start.
import '../../tools/no-telemetry.mjs';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
const libs = join(here, '../../libs');
const bundles = join(here, '.bundle');
const DAY = 24 * 60 * 60 * 1000;

/** Changes whenever a source file, or a package, does. */
function version() {
  const hash = createHash('sha256').update(process.version);
  const folders = [
    join(here, 'src'),
    ...readdirSync(libs).flatMap((lib) => ['src', 'node'].map((part) => join(libs, lib, part))),
  ];
  const sources = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  for (const path of [...sources.sort(), join(here, '../../package-lock.json'), import.meta.filename])
    hash.update(`${path} ${statSync(path).mtimeMs}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** Bundles into a folder of its own and renames it, so that two starts at once do no harm; false where a source is broken. */
async function bundle(folder) {
  const { build } = await import('esbuild');
  const { readFile } = await import('node:fs/promises');
  const making = join(bundles, `making-${randomBytes(4).toString('hex')}`);
  const built = await build({
    entryPoints: [join(here, 'src/main.ts')],
    outdir: making,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    plugins: [
      {
        name: 'sources',
        setup({ onResolve, onLoad }) {
          // Of the packages only zod is taken in, which is many small files.
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || /^(@atelier\/|zod$)/.test(path) ? undefined : { path, external: true },
          );
          // A source finds the files beside it by its own place, not the bundle's.
          onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            const text = await readFile(path, 'utf8');
            const contents = text
              .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
              .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
            return { contents, loader: 'ts' };
          });
        },
      },
    ],
  }).catch(({ errors }) => {
    const [{ text, location }] = errors;
    process.stderr.write(`the sources do not bundle: ${location?.file}:${location?.line}: ${text}\n`);
  });
  if (!built) return false;
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // another start was quicker
    rmSync(making, { recursive: true });
  }
  for (const old of readdirSync(bundles).map((name) => join(bundles, name)))
    // Younger ones may be running; another start may have removed it meanwhile.
    if (statSync(old, { throwIfNoEntry: false })?.mtimeMs < Date.now() - DAY)
      rmSync(old, { recursive: true, force: true });
  return true;
}

const folder = join(bundles, version());
if (existsSync(folder) || (await bundle(folder))) {
  await import(pathToFileURL(join(folder, 'main.mjs')).href);
} else {
  // While one command is being worked on, the others go on: loaded one by one, only the broken one fails.
  const { register } = await import('tsx/esm/api');
  register();
  await import('./src/main.ts');
}
