// Bundles the trainer into `.bundle`: the command line, and the programs that it starts in threads and processes of their own.
// Translating and loading the sources one by one would take half a second more at every start, and a loader to run them.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { sourcesHash } from './sources.mjs';

const here = import.meta.dirname;
const out = join(here, '.bundle');
const MADE_OF = 'sources.sha256';
const DAY = 24 * 60 * 60 * 1000;

/** A source finds the files beside it by its own place, not the bundle's. */
const places = (out) => ({
  name: 'places',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const from = (place) => JSON.stringify(relative(out, place));
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', `(import.meta.dirname + "/" + ${from(dirname(path))})`)
        .replaceAll('import.meta.url', `new URL(${from(path)}, import.meta.url).href`);
      return { contents, loader: 'ts' };
    }),
});
/** Of the packages only zod is taken in, which is many small files. */
const packages = {
  name: 'packages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || /^(@atelier\/|zod$)/.test(path) ? undefined : { path, external: true },
    ),
};

/** Bundles programs into `out`, each by the name of its source. Returns the names of the files that are made. */
export async function bundlePrograms(entryPoints, out) {
  const { metafile } = await build({
    entryPoints,
    outdir: out,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    metafile: true,
    plugins: [packages, places(out)],
  });
  return Object.keys(metafile.outputs).map((path) => basename(path));
}

export default async function bundle() {
  const sources = sourcesHash();
  const programs = ['main', 'training/batch-worker', 'painting/painting-worker', 'worker/training'];
  const files = await bundlePrograms(
    programs.map((name) => join(here, 'src', `${name}.ts`)),
    out,
  );
  // Those of an earlier bundle are kept for a day: a worker may be running that has yet to load them.
  const made = new Set([MADE_OF, ...files]);
  for (const name of readdirSync(out)) {
    const path = join(out, name);
    if (!made.has(name) && statSync(path).mtimeMs < Date.now() - DAY) rmSync(path, { recursive: true });
  }
  writeFileSync(join(out, MADE_OF), sources);
}

if (process.argv[1] === import.meta.filename) await bundle();
