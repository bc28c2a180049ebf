import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const checkout = join(import.meta.dirname, '../..');

/** SHA-256 of what the bundle is made of: by it an older bundle is known. */
export function sourcesHash() {
  const libs = readdirSync(join(checkout, 'libs')).flatMap((lib) => [`libs/${lib}/src`, `libs/${lib}/node`]);
  const sources = ['apps/trainer/src', ...libs]
    .map((folder) => join(checkout, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
    .map((path) => relative(checkout, path))
    // The generated client is as its schema says.
    .filter((path) => /\.[cm]?[jt]s$/.test(path) && !/\.test\.ts$|\bgenerated\b/.test(path));
  const others = ['prisma/schema.prisma', 'package-lock.json', 'apps/trainer/bundle.mjs', 'tools/alone.mjs'];
  const hash = createHash('sha256');
  for (const path of [...sources, ...others].sort())
    hash.update(path).update(readFileSync(join(checkout, path)));
  return hash.digest('hex');
}
