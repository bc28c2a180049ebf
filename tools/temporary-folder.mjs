// Where temporary files go: where TMPDIR names no folder that can be written, one tool after the other would end with a stack
// trace, so that they go into the checkout then. Imported before anything that makes such files.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

try {
  accessSync(tmpdir(), constants.W_OK | constants.X_OK);
} catch (error) {
  process.env.TMPDIR = fileURLToPath(new URL('../.nx/tmp', import.meta.url));
  mkdirSync(process.env.TMPDIR, { recursive: true });
  process.stderr.write(`▸ ${error.message}: temporary files go into ${process.env.TMPDIR}\n`);
}
