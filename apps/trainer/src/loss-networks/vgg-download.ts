import { createHash } from 'node:crypto';
import { constants, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CheckpointError, readSafetensors, type Tensors } from '@atelier/model/checkpoint';
import { z } from 'zod';
import { fileError } from '../errors.ts';
import { RemoteFile, type Span } from '../files/remote-file.ts';
import { checkShape, torchvisionTensors, type Vgg } from './vgg.ts';

const MAX_HEADER = 1024 * 1024;
const WAY_OUT = 'try again later, or give a mirror with --url or a file with --file';

const headerSchema = z.record(
  z.string(),
  z.looseObject({
    dtype: z.enum(['F32', 'F16']),
    shape: z.array(z.number().int().min(0)),
    data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
  }),
);

/**
 * Takes a VGG's convolution tensors out of a safetensors file on a web server, by HTTP range requests (of VGG16 30 of 553
 * MB of the usual file). A cut connection is taken up again where it ended; after a failure the next call goes on from there,
 * with what has arrived kept in `folder`. A server without range requests serves too: the rest is read past.
 * @returns the tensors by torchvision's names
 * @throws UsageError where the address does not serve the file
 * @throws CheckpointError where the file is something else
 */
export async function downloadVgg(
  network: Vgg,
  url: string,
  folder: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Tensors> {
  const remote = new RemoteFile(url, WAY_OUT);
  const entries = await readEntries(network, remote);
  const spans = merge(entries.map(([, { data_offsets: at }]) => ({ from: at[0], to: at[1] })));
  const total = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const identity = createHash('sha256').update(JSON.stringify([url, remote.etag, remote.size, entries]));
  const part = join(folder, `${network}-${identity.digest('hex').slice(0, 16)}.part`);
  try {
    await fill(part, remote, spans, (done) => onProgress(done, total));
    const bytes = await readFile(part);
    // What arrived is a smaller safetensors file of its own, once it has a header.
    const header: Record<string, unknown> = {};
    for (const [name, entry] of entries)
      header[name] = { ...entry, data_offsets: entry.data_offsets.map((at) => locate(at, spans)) };
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    const { tensors } = readSafetensors(Buffer.concat([length, text, bytes]));
    await rm(part);
    return tensors;
  } catch (error) {
    throw fileError(error, part);
  }
}

/** The entries of the wanted tensors, with offsets from the start of the file, in the order of the file. */
async function readEntries(network: Vgg, remote: RemoteFile) {
  const names = torchvisionTensors(network);
  const notSafetensors = (cause?: unknown) =>
    new CheckpointError('this is not a safetensors file of float tensors', { cause });
  const length = Number((await remote.read({ from: 0, to: 8 })).readBigUInt64LE());
  if (length > MAX_HEADER) throw notSafetensors();
  const start = 8 + length;
  let header: z.infer<typeof headerSchema>;
  try {
    const all = JSON.parse((await remote.read({ from: 8, to: start })).toString()) as object;
    const wanted = Object.entries(all).filter(([name]) => names.has(name));
    header = headerSchema.parse(Object.fromEntries(wanted));
  } catch (cause) {
    throw cause instanceof SyntaxError || cause instanceof z.ZodError ? notSafetensors(cause) : cause;
  }
  for (const name of names.keys()) checkShape(network, name, header[name]?.shape);
  const entries = Object.entries(header).sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  for (const [name, entry] of entries) {
    entry.data_offsets = [start + entry.data_offsets[0], start + entry.data_offsets[1]];
    const end = entry.data_offsets[1];
    if (remote.size !== undefined && end > remote.size)
      throw new CheckpointError(
        `the file is cut short: ${remote.size} bytes, the tensor ${name} ends at ${end}`,
      );
  }
  return entries;
}

/** Neighbouring spans joined. */
function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, to } of spans) {
    const last = merged.at(-1);
    if (last?.to === from) last.to = to;
    else merged.push({ from, to });
  }
  return merged;
}

/** Where an offset of the remote file lies when only the spans are kept, one after the other. */
function locate(at: number, spans: Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(at, to) - from), 0);
}

/** Writes the spans one after the other into the file, going on from its end. */
async function fill(part: string, remote: RemoteFile, spans: Span[], onProgress: (done: number) => void) {
  await mkdir(dirname(part), { recursive: true });
  const file = await open(part, constants.O_RDWR | constants.O_CREAT);
  try {
    let done = (await file.stat()).size;
    let start = 0; // of the span, in the file
    for (const { from, to } of spans) {
      const end = start + to - from;
      if (done < end)
        for await (const bytes of remote.stream({ from: from + done - start, to })) {
          await file.write(bytes, 0, bytes.length, done); // at its place: two downloads at once do no harm
          done += bytes.length;
          onProgress(done);
        }
      start = end;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
