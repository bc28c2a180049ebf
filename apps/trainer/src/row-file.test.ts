import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../test/atelier.ts';

test('rows are read as they were written, from a file without a name', async () => {
  const cache = temporaryFolder();
  vi.stubEnv('ATELIER_CACHE', cache);
  const { openRowFile } = await import('./row-file.ts');
  const store = await openRowFile(100, 3);
  const rows = Float32Array.from({ length: 12 }, (_, i) => i / 7);
  await store.write(40, rows.subarray(6));
  await store.write(38, rows.subarray(0, 6));
  expect(await store.read(38, 42)).toEqual(rows);
  expect(await store.read(39, 40)).toEqual(rows.subarray(3, 6));
  await store.write(39, Float32Array.of(7, 8, 9));
  expect(await store.read(39, 40)).toEqual(Float32Array.of(7, 8, 9));
  await expect(store.read(41, 43)).rejects.toThrow('were never written');
  expect(readdirSync(cache)).toEqual([]);
  await store.close();
});
