import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { configure, Reader, type FileEntry, ZipReader } from '@zip.js/zip.js';
import { extract } from 'tar-stream';
import { UsageError } from '../errors.ts';
import type { RemoteFile } from '../files/remote-file.ts';

configure({ useWebWorkers: false });

/** A file in an archive. */
export interface Entry {
  /** As the archive calls it: nothing to make a path of. */
  name: string;
  /** Its bytes, checked by the archive's checksum where it has one. @throws BadEntry */
  read: () => Promise<Uint8Array>;
}

/** What is wrong with one file of an archive; the others may do. */
export class BadEntry extends Error {}

/** Of one photo: a file that says more, or turns out to be more, is no photo. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_ENTRIES = 2_000_000;
/** An archive of photos hardly gets smaller when it is packed: one that unpacks to so many times its size is an attack. */
const MOST_UNPACKED = { times: 20, free: 256 * 2 ** 20 };

/**
 * The files of a ZIP on a server or a disk. Its directory, at its end, is read first, then each file by itself: one that is not
 * read is not fetched.
 * @param size of the one on a server
 * @param most bytes that one file of it may have
 * @throws UsageError where it is no ZIP, or cut short
 */
export async function* zipEntries(
  source: RemoteFile | string,
  size?: number,
  most = MOST_BYTES,
): AsyncGenerator<Entry> {
  const reader = typeof source === 'string' ? new DiskReader(source) : new RemoteReader(source, size!);
  const name = typeof source === 'string' ? source : source.url;
  // Names are never made a path of: one that leads elsewhere is passed over, and no reason to refuse the others.
  const zip = new ZipReader(reader, { checkSignature: true, filenameValidation: 'tolerant' });
  let count = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (++count > MOST_ENTRIES)
        throw new UsageError(`${name}: more than ${MOST_ENTRIES} files`, {
          why: [{ kind: 'manyFiles', file: name, most: MOST_ENTRIES }],
        });
      if (!entry.directory) yield { name: entry.filename, read: () => readEntry(entry, most) };
    }
  } catch (error) {
    throw asUsage(error, name, 'ZIP');
  } finally {
    await zip.close().catch(() => undefined);
  }
}

async function readEntry(entry: FileEntry, most: number): Promise<Uint8Array> {
  if (entry.encrypted) throw new BadEntry('it is encrypted');
  if (entry.uncompressedSize > most) throw new BadEntry('it is too large for a photo');
  const chunks: Uint8Array[] = [];
  let length = 0;
  // What it says of its size need not be so.
  const writable = new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.length;
      if (length > most) throw new BadEntry('it is too large for a photo');
      chunks.push(chunk);
    },
  });
  try {
    await entry.getData(writable);
  } catch (error) {
    if (error instanceof BadEntry || error instanceof UsageError) throw error;
    throw new BadEntry(error instanceof Error ? error.message.toLowerCase() : String(error), {
      cause: error,
    });
  }
  return Buffer.concat(chunks);
}

class RemoteReader extends Reader<RemoteFile> {
  constructor(
    private readonly remote: RemoteFile,
    size: number,
  ) {
    super(remote);
    this.size = size;
  }
  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.remote.read({ from: index, to: Math.min(this.size, index + length) });
  }
}

class DiskReader extends Reader<string> {
  private file: FileHandle | undefined;
  constructor(private readonly path: string) {
    super(path);
  }
  override async init(): Promise<void> {
    this.file ??= await open(this.path);
    this.size = (await this.file.stat()).size;
  }
  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const { buffer, bytesRead } = await this.file!.read(Buffer.alloc(length), 0, length, index);
    return buffer.subarray(0, bytesRead);
  }
}

type TarEntry = Readable & { header: { name: string; type: string; size: number } };
const tooLarge = () => Promise.reject(new BadEntry('it is too large for a photo'));

async function contents(entry: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The files of a tar, one after the other as they come, packed by gzip or not. @throws UsageError where it is none, or cut short */
export async function* tarEntries(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  packed: boolean,
): AsyncGenerator<Entry> {
  let [received, unpacked] = [0, 0];
  const counted = Readable.from(
    (async function* () {
      for await (const chunk of bytes) {
        received += chunk.length;
        yield chunk;
      }
    })(),
  );
  const plain = (packed ? counted.compose(createGunzip()) : counted) as AsyncIterable<Uint8Array>;
  const checked = Readable.from(
    (async function* () {
      for await (const chunk of plain) {
        unpacked += chunk.length;
        if (unpacked > MOST_UNPACKED.times * received + MOST_UNPACKED.free)
          throw new UsageError(`${name}: it unpacks to more than ${MOST_UNPACKED.times} times its size`, {
            why: [{ kind: 'unpacksLarge', file: name, times: MOST_UNPACKED.times }],
          });
        yield chunk;
      }
    })(),
  );
  const tar = extract();
  // What fails on the way in ends the entries, too.
  const flow = pipeline(checked, tar as unknown as Writable);
  flow.catch(() => undefined);
  try {
    for await (const entry of tar as AsyncIterable<TarEntry>) {
      const { name, type, size } = entry.header;
      if (type === 'file') yield { name, read: size > MOST_BYTES ? tooLarge : () => contents(entry) };
      entry.resume();
    }
    await flow;
  } catch (error) {
    throw asUsage(error, name, 'tar');
  }
}

export const fileBytes = (path: string): AsyncIterable<Uint8Array> => createReadStream(path);

function asUsage(error: unknown, name: string, format: 'ZIP' | 'tar'): unknown {
  if (error instanceof UsageError) return error;
  if (error instanceof Error && !('syscall' in error))
    return new UsageError(`${name}: not a whole ${format} file (${error.message.toLowerCase()})`, {
      cause: error,
      why: [{ kind: 'notAnArchive', file: name, format }],
    });
  return error;
}
