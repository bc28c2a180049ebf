import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
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

/** The same for each path of a file: through links of both kinds, bind mounts, and on disks where A is a. Undefined where nothing is. */
export async function identity(path: string): Promise<string | undefined> {
  const facts = await stat(systemPath(path), { bigint: true }).catch(() => undefined);
  return facts && `${facts.dev}:${facts.ino}`;
}

/** @throws UsageError where what is written to `out` would take the place of a file that it is made from */
export async function refuseToReplace(out: string, sources: (string | undefined)[]): Promise<void> {
  const there = await identity(out);
  if (there === undefined) return;
  for (const source of sources)
    if (source !== undefined && there === (await identity(source)))
      throw new UsageError(`${out}: the painting would replace ${source}: say another name with --out`);
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
 * Has `write` make a file beside `path`, which then takes that place, so that `path` holds either what it held before or all
 * of the new file, even when the disk fills up. Makes the folder where it is missing. (write-file-atomic does this for one
 * file whose bytes are at hand; films and backups are written as they come, and some files belong together.)
 * @param write gets the path to make, and has all of it on the disk when it returns
 * @throws UsageError where the disk is full or the place cannot be written
 */
export async function replaceWhole<Result>(
  path: string,
  write: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  await mkdir(systemPath(dirname(path)), { recursive: true }).catch((error: unknown) => {
    throw fileError(error, path); // there is nothing to remove
  });
  try {
    const result = await write(temporary);
    await rename(systemPath(temporary), systemPath(path));
    return result;
  } catch (error) {
    await rm(systemPath(temporary), { force: true });
    throw fileError(error, path);
  }
}

/** Replaces a file by these bytes, flushed first: also when the machine goes down. @throws UsageError as {@link replaceWhole} */
export function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  return writeAllWhole(new Map([[path, bytes]]));
}

/** As {@link writeWhole}, several files that belong together: none takes its place before all have been written. */
export async function writeAllWhole(files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  const entries = [...files];
  const last = entries.pop();
  if (!last) return;
  const [path, bytes] = last;
  await replaceWhole(path, async (temporary) => {
    await writeFile(systemPath(temporary), bytes, { flag: 'wx', flush: true });
    await writeAllWhole(new Map(entries)); // they take their places in order, this one at last
  });
}
