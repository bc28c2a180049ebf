import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RowStore } from '@atelier/stylize';

/** Rows of float32 in a temporary file, while a photo is painted whose maps do not fit into the memory allowed. */
export async function openRowFile(_: number, length: number): Promise<RowStore> {
  const name = path.join(tmpdir(), `atelier-rows-${randomUUID()}`);
  const file = await open(name, 'wx+');
  await rm(name); // it lives until it is closed, even if this process is killed
  const rowBytes = length * Float32Array.BYTES_PER_ELEMENT;
  return {
    read: async (from, to) => {
      const rows = new Float32Array((to - from) * length);
      await file.read(new Uint8Array(rows.buffer), 0, rows.byteLength, from * rowBytes);
      return rows;
    },
    write: async (from, rows) => {
      await file.write(
        new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength),
        0,
        rows.byteLength,
        from * rowBytes,
      );
    },
    close: () => file.close(),
  };
}
