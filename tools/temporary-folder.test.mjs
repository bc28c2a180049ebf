import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const module = new URL('temporary-folder.mjs', import.meta.url).href;
const inCheckout = fileURLToPath(new URL('../.nx/tmp', import.meta.url));

/** Where a program that imports the module makes a temporary folder, and what is said. */
function made(TMPDIR) {
  const program = `import '${module}';
    import { mkdtempSync, rmdirSync } from 'node:fs'; import { tmpdir } from 'node:os'; import { dirname, join } from 'node:path';
    const folder = mkdtempSync(join(tmpdir(), 'atelier-')); rmdirSync(folder); console.log(dirname(folder));`;
  const env = { ...process.env, TMPDIR };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env,
    encoding: 'utf8',
  });
  return { folder: stdout.trim(), said: stderr };
}

test('temporary files go where TMPDIR says, and into the checkout where there is no such folder', () => {
  expect(made('/tmp')).toEqual({ folder: '/tmp', said: '' });
  expect(made('/nosuch')).toEqual({
    folder: inCheckout,
    said: expect.stringContaining("'/nosuch': temporary files go into"),
  });
});
