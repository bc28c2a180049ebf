import { log } from '@atelier/log';
import { configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';

configure({ useWebWorkers: false });

export interface ZippedFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * A ZIP file of these files, written as they come; they are pictures, so they are not compressed again. Where a file fails,
 * so does the download: half a ZIP must not look like a whole one.
 */
export function zipOf(files: AsyncIterable<ZippedFile>): ReadableStream<Uint8Array> {
  let fail: (cause: unknown) => void = () => undefined;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => void (fail = (cause) => controller.error(cause)),
  });
  const zip = new ZipWriter(writable, { level: 0 });
  const write = async () => {
    for await (const { name, bytes } of files) await zip.add(name, new Uint8ArrayReader(bytes));
    await zip.close();
  };
  write().catch((cause: unknown) => {
    log.error({ err: cause }, 'a ZIP file could not be finished');
    fail(cause);
  });
  return readable;
}

/** Of several files no two with one name: the second `a.jpg` is `a-2.jpg`. Names as file systems take them. */
export function fileNames(): (name: string, extension: string) => string {
  const taken = new Set<string>();
  return (name, extension) => {
    const base =
      name
        .replace(/[\p{C}/\\:*?"<>|]+/gu, '-')
        .replace(/^[.\s]+|[.\s]+$/g, '')
        .slice(0, 120) || 'photo';
    for (let n = 1; ; n++) {
      const full = `${base}${n === 1 ? '' : `-${n}`}.${extension}`;
      if (taken.has(full.toLowerCase())) continue;
      taken.add(full.toLowerCase());
      return full;
    }
  };
}
