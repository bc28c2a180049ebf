// For vitest's `globalSetup`: what the queue's tests start again and again, bundled into `.bundle/test` as the
// command line is. Translated one by one their sources take twice as long to load.
import { join } from 'node:path';
import { bundlePrograms } from '../bundle.mjs';

const names = ['film-worker', 'rejecting-film', 'slow-training', 'slow-worker'];

export default () =>
  bundlePrograms(
    names.map((name) => join(import.meta.dirname, `${name}.ts`)),
    join(import.meta.dirname, '../.bundle/test'),
  ).then(() => undefined);
