// What is made of the sources: the database client, the command line's bundle, the studio's build. It is made again only where
// something has changed, and never under a studio that runs from it: Nx, which has no memory of what stands in a folder,
// empties the folder first. Plain Node without dependencies, as set-up needs it before they are there.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, isAlone } from './alone.mjs';
import { root } from './step.mjs';

const SOURCES = ['apps', 'libs', 'prisma', 'tools', 'nx.json', 'package.json', 'package-lock.json', 'tsconfig.base.json']; // prettier-ignore

/** What .gitignore names: what is made, or comes of running. */
const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').filter(Boolean);
const isSource = (path) =>
  !ignored.some((line) =>
    line.startsWith('*') ? path.endsWith(line.slice(1)) : `/${path}`.endsWith(`/${line}`),
  );

/** All sources' names, times and sizes in one. */
function sources(folder) {
  const hash = createHash('sha256');
  const add = (path) => {
    const found = statSync(join(folder, path), { throwIfNoEntry: false });
    if (!found) return;
    if (!found.isDirectory()) hash.update(`${path}\0${found.mtimeMs}\0${found.size}\0`);
    else
      for (const name of readdirSync(join(folder, path)).sort())
        if (isSource(`${path}/${name}`)) add(`${path}/${name}`);
  };
  SOURCES.forEach(add);
  return hash.digest('hex');
}

/**
 * Does `work`, which fills the folder `output`, unless it was filled from these very sources with these `settings`. Throws
 * where a studio runs from this checkout, which would lose its code.
 */
export async function make(output, work, { settings = '', checkout = root } = {}) {
  const stamp = join(checkout, output, '.made');
  const now = `${sources(checkout)} ${settings}\n`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return 'nothing has changed';
  await nobodyRuns(checkout);
  await work();
  writeFileSync(stamp, now);
  return undefined;
}

/** Throws where a studio runs from this checkout, whose code is about to be changed. */
export async function nobodyRuns(checkout = root) {
  if (await isAlone(checkout, 'run')) return;
  throw new Error(
    `Atelier runs from ${checkout}, and something has changed there since it started: stop it first (Ctrl-C where it was started), then start again.`,
  );
}

/** From now on until this process ends, a studio runs from this checkout: this one, or another one and then this one. */
export function runFrom(checkout = root) {
  void alone(checkout, 'run', () => new Promise(() => {}), () => {}); // prettier-ignore
}
