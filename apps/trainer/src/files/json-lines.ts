import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import type { z } from 'zod';
import { fileError } from '../errors.ts';
import { parseJson, readBytes, writeWhole } from './file.ts';

// Files of JSON values, a line for each.

/** @throws UsageError where the file is missing, or a line is not of that kind; it names the line */
export async function readLines<Value>(path: string, schema: z.ZodType<Value>): Promise<Value[]> {
  const text = new TextDecoder().decode(await readBytes(path)).trim();
  const lines = text === '' ? [] : text.split('\n');
  return lines.map((line, k) => parseJson(line, schema, `${path}:${k + 1}`));
}

/** @throws UsageError where the disk is full or the place cannot be written */
export async function appendLine(path: string, value: unknown): Promise<void> {
  await appendFile(path, JSON.stringify(value) + '\n').catch((error: unknown) => {
    throw fileError(error, path);
  });
}

/** Keeps the lines that are `wanted`; one that was being written when the power went is dropped in any case. */
export async function keepLines(path: string, wanted: (line: string) => boolean): Promise<void> {
  if (!existsSync(path)) return;
  const lines = new TextDecoder().decode(await readBytes(path)).split('\n');
  const kept = lines.filter((line) => /^{.*}$/.test(line) && wanted(line));
  await writeWhole(path, kept.map((line) => line + '\n').join(''));
}
