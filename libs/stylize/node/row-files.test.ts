import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rowFiles } from './row-files.ts';

test('rows are read as they were written, from a file without a name', async () => {
  const above = mkdtempSync(join(tmpdir(), 'atelier-rows-'));
  onTestFinished(() => rmSync(above, { recursive: true }));
  const folder = join(above, 'made');
  const store = await rowFiles(folder)(100, 3);
  const rows = Float32Array.from({ length: 12 }, (_, i) => i / 7);
  await store.write(40, rows.subarray(6));
  await store.write(38, rows.subarray(0, 6));
  expect(await store.read(38, 42)).toEqual(rows);
  expect(await store.read(39, 40)).toEqual(rows.subarray(3, 6));
  await store.write(39, Float32Array.of(7, 8, 9));
  expect(await store.read(39, 40)).toEqual(Float32Array.of(7, 8, 9));
  await expect(store.read(41, 43)).rejects.toThrow('were never written');
  expect(readdirSync(folder)).toEqual([]);
  await store.close();
});

test('what the system refuses is explained', async () => {
  const explain = (error: unknown, path: string) => new Error(`no rows at ${path}`, { cause: error });
  await expect(rowFiles('/dev/null/here', explain)(1, 1)).rejects.toThrow('no rows at /dev/null/here/rows-');
});
