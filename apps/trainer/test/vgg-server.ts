/** A server that has the weights which VGG is published with, made up, and answers as it is told to. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSafetensors, type Tensors, writeSafetensors } from '@atelier/model/checkpoint';
import { onTestFinished } from 'vitest';
import { torchvisionTensors } from '../src/loss-networks/vgg.ts';

const vgg16Tensors = torchvisionTensors('vgg16');

/** A file laid out as the public one: torchvision's names in the order of the alphabet, with more than is needed. */
function publicTensors(): Tensors {
  let x = 1;
  const random = () => (x = (Math.imul(1664525, x) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
  const tensors = [...vgg16Tensors].map(
    ([name, { shape }]): [string, { shape: number[]; data: Float32Array }] => [
      name,
      { shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random) },
    ],
  );
  tensors.push(['features.24.weight', { shape: [1000], data: new Float32Array(1000).fill(7) }]);
  tensors.push(['head.fc.weight', { shape: [100_000], data: new Float32Array(100_000).fill(8) }]);
  return new Map(tensors.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const tensors = publicTensors();

export const file = Buffer.from(writeSafetensors(tensors, { format: 'pt' }));

/** Names, shapes and hashes of the values, to compare millions of them quickly. */
export const digest = (of: Tensors) =>
  new Map(
    Array.from(of, ([name, { shape, data }]) => [
      name,
      [shape, createHash('sha256').update(data).digest('hex')],
    ]),
  );

export const wanted = digest(new Map([...tensors].filter(([name]) => vgg16Tensors.has(name))));

export const wantedBytes = [...vgg16Tensors.keys()].reduce(
  (sum, name) => sum + tensors.get(name)!.data.byteLength,
  0,
);

export const megabytes = (bytes: number) => Math.round(bytes / 1e6);

interface Server {
  url: string;
  /** Requests so far, and bytes of bodies sent. */
  requests: number;
  sent: number;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, server: Server) => void;

export async function serve(answer: Answer): Promise<Server> {
  const server: Server = { url: '', requests: 0, sent: 0 };
  const http = createServer((request, response) => {
    server.requests++;
    answer(request, response, server);
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/model.safetensors`;
  return server;
}

/** Answers ranges of `content`; `cut` may end a body of that length early. */
export const ranges =
  (
    content: Buffer,
    cut: (length: number, server: Server) => number = (length) => length,
    etag = '"v1"',
  ): Answer =>
  (request, response, server) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')!.map(Number);
    if (from! >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const body = content.subarray(from, to! + 1);
    const range = `bytes ${from}-${from! + body.length - 1}/${content.length}`;
    response.writeHead(206, { 'content-range': range, 'content-length': body.length, etag });
    const length = cut(body.length, server);
    server.sent += length;
    if (length === body.length) response.end(body);
    else response.write(body.subarray(0, length), () => response.destroy());
  };

export const changed = (
  name: string,
  change: (tensor: { shape: number[]; data: Float32Array }) => void,
): Buffer => {
  const { tensors: copy } = readSafetensors(file);
  change(copy.get(name)!);
  return Buffer.from(writeSafetensors(copy, {}));
};
