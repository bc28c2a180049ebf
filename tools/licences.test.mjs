import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, run } from './step.mjs';

test('docs/licences.md is what the command says of the packages that are locked now', () => {
  const said = run(process.execPath, [join(root, 'tools/licences.mjs')], { quiet: true });
  expect(readFileSync(join(root, 'docs/licences.md'), 'utf8')).toBe(said);
  expect(said).toMatch(/^\| MIT \| \d+ \| .*\bpg-boss \d/m);
});
