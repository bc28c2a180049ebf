import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';

/** What is in a ZIP file that was downloaded, by name. */
export async function unzipped(download: Download): Promise<Map<string, Buffer>> {
  const zip = new ZipReader(new Uint8ArrayReader(await readFile(await download.path())));
  const files = new Map<string, Buffer>();
  for (const entry of await zip.getEntries())
    if (!entry.directory) files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())));
  await zip.close();
  return files;
}
