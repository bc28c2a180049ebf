/** Archives of photos on a web server of the test's own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';

/** A photo of its own: waves that a number decides. */
export async function photo(k: number, width = 120, height = 90): Promise<Buffer> {
  const data = Buffer.alloc(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    for (let c = 0; c < 3; c++)
      data[3 * i + c] =
        128 + 100 * Math.sin(((x * (1 + ((k * 7) % 5)) + y * (1 + ((k * 3) % 7))) / 19) * (1 + c / 5) + k);
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
}

/** A ZIP of these files. */
export async function zipped(files: Record<string, Uint8Array | string>): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, bytes] of Object.entries(files))
    await writer.add(name, typeof bytes === 'string' ? new TextReader(bytes) : new Uint8ArrayReader(bytes), { useWebWorkers: false }); // prettier-ignore
  return Buffer.from(await writer.close());
}

export type Answer = (request: IncomingMessage, response: ServerResponse, served: Served) => void;
export interface Served {
  url: string;
  answer: Answer;
  requests: number;
  sent: number;
}

/** A web server for the running test, which answers so at the address of `name`. */
export async function serve(name: string, answer: Answer): Promise<Served> {
  const served: Served = { url: '', answer, requests: 0, sent: 0 };
  const http = createServer((request, response) => {
    served.requests++;
    served.answer(request, response, served);
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  served.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/${name}`;
  return served;
}

/** Gives the parts of a file that are asked for; of each `cut` bytes, then the connection is cut. */
export const ranges =
  (content: Buffer, cut: (served: Served, length: number) => number = (_, length) => length): Answer =>
  (request, response, served) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')!.map(Number);
    const body = content.subarray(from, to! + 1);
    response.writeHead(206, { 'content-range': `bytes ${from}-${from! + body.length - 1}/${content.length}`, 'content-length': body.length }); // prettier-ignore
    const length = cut(served, body.length);
    served.sent += length;
    if (length === body.length) response.end(body);
    else response.write(body.subarray(0, length), () => response.destroy());
  };
/** Gives the whole file, whatever is asked for. */
export const whole =
  (content: Buffer): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-length': content.length }).end(content);
