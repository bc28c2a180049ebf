import { randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowStore } from '@atelier/stylize';
import { env } from './env.ts';
import { fileError } from './errors.ts';

/**
 * Rows kept in a nameless file on the disk while a picture too large for memory is painted.
 * @throws UsageError where the disk is full
 */
export async function openRowFile(_rows: number, length: number): Promise<RowStore> {
  const path = join(env.ATELIER_CACHE, `rows-${randomBytes(6).toString('hex')}.tmp`);
  const file = await mkdir(env.ATELIER_CACHE, { recursive: true })
    .then(() => open(path, 'wx+'))
    .catch((error: unknown) => {
      throw fileError(error, path);
    });
  await rm(path); // the open file stays until it is closed, even if the process is killed
  return {
    async read(from, to) {
      const rows = new Float32Array((to - from) * length);
      const bytes = new Uint8Array(rows.buffer);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from * length * 4);
      if (bytesRead !== bytes.length) throw new Error(`rows ${from} to ${to} of ${path} were never written`);
      return rows;
    },
    async write(from, rows) {
      const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
      // A disk that fills up takes a part of the bytes without an error, and refuses only the rest.
      for (let done = 0; done < bytes.length;)
        done += await file.write(bytes, done, bytes.length - done, from * length * 4 + done).then(
          ({ bytesWritten }) => bytesWritten,
          (error: unknown) => {
            throw fileError(error, path);
          },
        );
    },
    close: () => file.close(),
  };
}
