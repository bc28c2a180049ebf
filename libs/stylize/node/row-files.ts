import { randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type OpenRowStore } from '../src/passes/row-store.ts';

/**
 * Stores that keep their rows in nameless files in `folder`, which is made if it is not there, while a picture too large
 * for memory is painted. Not to be on a file system in memory.
 * @param explain turns what the operating system refuses into the error that is thrown; gets the file's path
 */
export function rowFiles(
  folder: string,
  explain: (error: unknown, path: string) => unknown = (error) => error,
): OpenRowStore {
  return async (_rows, length) => {
    const path = join(folder, `rows-${randomBytes(6).toString('hex')}.tmp`);
    const refused = (error: unknown): never => {
      throw explain(error, path);
    };
    const file = await mkdir(folder, { recursive: true })
      .then(() => open(path, 'wx+'))
      .catch(refused);
    await rm(path); // the open file stays until it is closed, even if the process is killed
    return {
      async read(from, to) {
        const rows = new Float32Array((to - from) * length);
        const bytes = new Uint8Array(rows.buffer);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from * length * 4);
        if (bytesRead !== bytes.length)
          throw new Error(`rows ${from} to ${to} of ${path} were never written`);
        return rows;
      },
      async write(from, rows) {
        const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
        // A disk that fills up takes a part of the bytes without an error, and refuses only the rest.
        for (let done = 0; done < bytes.length;) {
          const position = from * length * 4 + done;
          const { bytesWritten } = await file
            .write(bytes, done, bytes.length - done, position)
            .catch(refused);
          done += bytesWritten;
        }
      },
      close: () => file.close(),
    };
  };
}
