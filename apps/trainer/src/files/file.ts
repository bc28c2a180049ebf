import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { fileError, UsageError } from '../errors.ts';
import { systemPath } from './system-path.ts';

/** A file's bytes. @throws UsageError where there is no such file or it cannot be read */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(systemPath(path));
  } catch (error) {
    throw fileError(error, path);
  }
}

/** The first bytes of a file, at most `length`. @throws UsageError as {@link readBytes} */
export async function readHead(path: string, length: number): Promise<Uint8Array> {
  try {
    const file = await open(systemPath(path));
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

/** What a JSON file holds, checked by a schema. @throws UsageError where it is missing or not of that kind */
export async function readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  return parseJson(new TextDecoder().decode(await readBytes(path)), schema, path);
}

/** @param source names the text in messages @throws UsageError where it is no JSON or not of that kind */
export function parseJson<Value>(text: string, schema: z.ZodType<Value>, source: string): Value {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${source}: not valid JSON`, { cause });
  }
  const parsed = schema.safeParse(said);
  if (!parsed.success) throw new UsageError(`${source}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/**
 * Writes a file so that `path` holds either what it held before or all of `bytes`, even when the disk fills up or the
 * machine goes down: to a temporary file beside it, flushed, then renamed. Makes the folder where it is missing.
 * @throws UsageError where the disk is full or the place cannot be written
 */
export function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  return writeAllWhole(new Map([[path, bytes]]));
}

/** As {@link writeWhole}, several files that belong together: the first is renamed when the last has been written. */
export async function writeAllWhole(files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  const written = new Map<string, string>();
  try {
    for (const [path, bytes] of files) {
      const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
      await asFileError(path, async () => {
        await mkdir(systemPath(dirname(path)), { recursive: true });
        const file = await open(systemPath(temporary), 'wx');
        written.set(path, temporary);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
      });
    }
    for (const [path, temporary] of written)
      await asFileError(path, () => rename(systemPath(temporary), systemPath(path)));
  } catch (error) {
    for (const temporary of written.values()) await rm(systemPath(temporary), { force: true });
    throw error;
  }
}

async function asFileError(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw fileError(error, path);
  }
}
