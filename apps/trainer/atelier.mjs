// The start of the command line: the bundle that set-up has built.
import '../../tools/no-telemetry.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sourcesHash } from './sources.mjs';

const bundle = join(import.meta.dirname, '.bundle');
const made = join(bundle, 'sources.sha256');
if (existsSync(made) && readFileSync(made, 'utf8') === sourcesHash()) {
  await import(pathToFileURL(join(bundle, 'main.mjs')).href);
} else {
  const what = existsSync(made)
    ? 'the sources are others than it was built of'
    : 'it has not been built here yet';
  process.stderr.write(`atelier: ${what}: node tools/setup.mjs\n`);
  process.exitCode = 2;
}
