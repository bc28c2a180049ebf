import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ARCHIVE } from '@atelier/model/dataset-order';
import { fileError, UsageError } from '../errors.ts';
import { RemoteFile } from '../files/remote-file.ts';
import { systemPath } from '../files/system-path.ts';
import { type Entry, fileBytes, tarEntries, zipEntries } from './archive.ts';

const WAY_OUT = 'try again: what has come is kept';

const isAddress = (source: string) => /^https?:\/\//.test(source);
const pathOf = (source: string) => (isAddress(source) ? new URL(source).pathname : source);
export const isTar = (source: string) => /\.(tar|tgz|tar\.gz)$/i.test(pathOf(source));

interface Opening {
  /** Where a whole archive is kept meanwhile. */
  folder: string;
  sha256?: string | undefined;
  signal: AbortSignal;
}

/**
 * The files of an archive, an address or a file. Whole it is fetched only where its SHA-256 is to be checked, or a ZIP's server
 * gives no parts of files.
 * @throws UsageError where it cannot be had, is none, or has another SHA-256
 */
export async function* openArchive(source: string, opening: Opening): AsyncGenerator<Entry> {
  const { sha256, signal } = opening;
  if (!ARCHIVE.test(pathOf(source)))
    throw new UsageError(`${source}: photos are fetched from .zip, .tar, .tar.gz and .tgz archives`, {
      why: [{ kind: 'archiveFormat', file: source }],
    });
  const packed = /gz$/i.test(pathOf(source));
  const open = (path: string, name = path) =>
    isTar(source) ? tarEntries(fileBytes(path), name, packed) : zipEntries(path);
  if (!isAddress(source)) {
    if (!existsSync(systemPath(source)))
      throw new UsageError(`${source}: no such file`, { why: [{ kind: 'noSuchFile', path: source }] });
    if (sha256 !== undefined) await check(source, source, sha256);
    yield* open(source);
    return;
  }
  const remote = new RemoteFile(source, WAY_OUT, signal);
  await remote.read({ from: 0, to: 4 }); // what the server says with it tells the size
  const { size } = remote;
  if (size === undefined)
    throw new UsageError(`${source}: the server does not say how large the file is; ${WAY_OUT}`, {
      why: [{ kind: 'sizeUnknown', file: source }],
    });
  if (sha256 === undefined && isTar(source))
    yield* tarEntries(remote.stream({ from: 0, to: size }), source, packed);
  else if (sha256 === undefined && remote.ranges) yield* zipEntries(remote, size);
  else {
    const part = await fetchWhole(remote, size, opening);
    try {
      if (sha256 !== undefined) await check(part, source, sha256);
      yield* open(part, source);
    } finally {
      if (!signal.aborted) await rm(systemPath(part), { force: true });
    }
  }
}

/** Fetches a whole file, on from where an earlier call was broken off; it is in the folder, under a name that findPhotos passes over. */
async function fetchWhole(remote: RemoteFile, size: number, { folder, signal }: Opening): Promise<string> {
  const identity = createHash('sha256').update(JSON.stringify([remote.url, remote.etag, size]));
  const part = join(folder, `.archive-${identity.digest('hex').slice(0, 16)}.part`);
  const from = existsSync(systemPath(part)) ? (await stat(systemPath(part))).size : 0;
  try {
    const file = createWriteStream(systemPath(part), { flags: 'a' });
    if (from < size) await pipeline(remote.stream({ from, to: size }), file, { signal });
    return part;
  } catch (error) {
    throw fileError(error, part);
  }
}

async function check(path: string, source: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(systemPath(path)), hash);
  const has = hash.digest('hex');
  if (has !== sha256.toLowerCase())
    throw new UsageError(`${source}: its SHA-256 is ${has}, not ${sha256}; nothing of it is taken`, {
      why: [{ kind: 'otherSum', file: source, has, wanted: sha256 }],
    });
}
