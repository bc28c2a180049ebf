import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileError } from './errors.ts';

/** A file's bytes. @throws UsageError where there is no such file or it cannot be read */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw fileError(error, path);
  }
}

/**
 * Writes a file so that `path` holds either what it held before or all of `bytes`, even when the disk fills up or the
 * machine goes down: to a temporary file beside it, flushed, then renamed. Makes the folder where it is missing.
 * @throws UsageError where the disk is full or the place cannot be written
 */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  try {
    await mkdir(dirname(path), { recursive: true });
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw fileError(error, path);
  }
}
