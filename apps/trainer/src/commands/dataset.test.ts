import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import sharp from 'sharp';
import { pack } from 'tar-stream';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';

/** A photo of its own: waves that a number decides. */
async function photo(k: number, width = 120, height = 90): Promise<Buffer> {
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

const photos: Record<string, Buffer> = {};
let zip: Buffer = Buffer.alloc(0);
beforeAll(async () => {
  for (let k = 0; k < 8; k++) photos[`train/${String(k).padStart(4, '0')}.jpg`] = await photo(k);
  zip = await zipped(photos);
});

async function zipped(files: Record<string, Uint8Array | string>): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, bytes] of Object.entries(files))
    await writer.add(name, typeof bytes === 'string' ? new TextReader(bytes) : new Uint8ArrayReader(bytes), { useWebWorkers: false }); // prettier-ignore
  return Buffer.from(await writer.close());
}

type Answer = (request: IncomingMessage, response: ServerResponse, served: Served) => void;
interface Served {
  url: string;
  requests: number;
  sent: number;
}

async function serve(name: string, answer: Answer): Promise<Served> {
  const served: Served = { url: '', requests: 0, sent: 0 };
  const http = createServer((request, response) => {
    served.requests++;
    answer(request, response, served);
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  served.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/${name}`;
  return served;
}

const ranges =
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
const whole =
  (content: Buffer): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-length': content.length }).end(content);

const fetched = (folder: string, ...words: string[]) => atelier(['dataset', 'fetch', '--out', folder, '--side', '64', ...words]); // prettier-ignore
const names = (count: number) =>
  Array.from({ length: count }, (_, k) => `train-${String(k).padStart(4, '0')}.jpg`);

test('photos are fetched scaled down, as many as are wanted; the same command goes on, and fetches nothing twice', async () => {
  const server = await serve('photos.zip', ranges(zip));
  const folder = temporaryFolder();
  const first = await fetched(folder, server.url, '--count', '3');
  expect([first.code, first.stdout]).toEqual([0, `3 photos are in ${folder}, 3 of them new\n`]);
  expect(readdirSync(folder).sort()).toEqual(names(3));
  const { width, height, format } = await sharp(join(folder, names(1)[0]!)).metadata();
  expect([width, height, format]).toEqual([85, 64, 'jpeg']);
  const [before] = [readFileSync(join(folder, names(1)[0]!))];
  server.requests = 0;
  const rest = await fetched(folder, server.url);
  expect(rest.stdout).toBe(`8 photos are in ${folder}, 5 of them new\n`);
  expect(readdirSync(folder).sort()).toEqual(names(8));
  expect(readFileSync(join(folder, names(1)[0]!))).toEqual(before);
  const few = server.requests;
  server.requests = 0;
  await fetched(temporaryFolder(), server.url);
  expect(server.requests).toBeGreaterThan(few);
});

test('a connection that is cut goes on where it ended', async () => {
  const server = await serve(
    'photos.zip',
    ranges(zip, (_, length) => (length > 2000 ? Math.floor(length / 2) : length)),
  );
  const folder = temporaryFolder();
  expect(await fetched(folder, server.url)).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(folder).sort()).toEqual(names(8));
});

test('a server that fails for good leaves what has come, and the next call goes on', async () => {
  let answer: Answer = ranges(zip, ({ requests }, length) => (requests > 5 ? 0 : length));
  const server = await serve('photos.zip', (...words) => answer(...words));
  const folder = temporaryFolder();
  const { code, stderr } = await fetched(folder, server.url);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/try again: what has come is kept/)]);
  answer = ranges(zip);
  expect((await fetched(folder, server.url)).code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(names(8));
});

test('a server that gives no parts of files serves too, and a tar, packed or not', async () => {
  const tar = pack();
  for (const [name, bytes] of Object.entries(photos)) tar.entry({ name }, bytes);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) chunks.push(chunk as Uint8Array);
  const bytes = Buffer.concat(chunks);
  const file = join(temporaryFolder(), 'photos.tar');
  writeFileSync(file, bytes);
  for (const source of [
    (await serve('photos.zip', whole(zip))).url,
    (await serve('photos.tar.gz', ranges(gzipSync(bytes)))).url,
    file,
  ]) {
    const folder = temporaryFolder();
    expect(await fetched(folder, source)).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(folder).sort()).toEqual(names(8));
  }
});

test('names that lead elsewhere, bombs, damaged files and what is no picture are passed over by name', async () => {
  const folder = join(temporaryFolder(), 'in', 'it');
  const damaged = await zipped({
    '../../escape.jpg': photos['train/0000.jpg']!,
    '/etc/absolute.jpg': photos['train/0000.jpg']!,
    'train/bomb.jpg': new Uint8Array(65 * 2 ** 20),
    'train/text.jpg': 'no picture at all',
    'train/readme.txt': 'no picture, and not called one',
    'train/0001.jpg': photos['train/0001.jpg']!,
    'train/0002.jpg': photos['train/0002.jpg']!,
  });
  // In the middle of the last one's bytes.
  damaged[
    damaged.lastIndexOf(Buffer.from('train/0002.jpg'), damaged.indexOf(Buffer.from('PK\x01\x02'))) + 600
  ]! ^= 255;
  const server = await serve('photos.zip', ranges(damaged));
  const { code, stdout, stderr } = await fetched(folder, server.url);
  expect([code, stdout]).toEqual([0, `1 photos are in ${folder}, 1 of them new; 5 passed over\n`]);
  for (const name of [
    '../../escape.jpg',
    '/etc/absolute.jpg',
    'train/bomb.jpg',
    'train/text.jpg',
    'train/0002.jpg',
  ])
    expect(stderr).toContain(`"${name}": `);
  expect(readdirSync(folder)).toEqual(['train-0001.jpg']);
  expect(existsSync(join(folder, '../../escape.jpg'))).toBe(false);
});

test('what cannot be had is said in one line', async () => {
  const missing = await serve('photos.zip', (_, response) => response.writeHead(404).end());
  const short = await serve('photos.zip', ranges(zip.subarray(0, zip.length - 300)));
  const text = await serve('photos.tar.gz', ranges(Buffer.from('not packed at all, and no tar')));
  for (const [words, message] of [
    [[missing.url], /answers 404/],
    [[short.url], /not a whole ZIP file/],
    [[text.url], /not a whole tar file/],
    [['photos.rar'], /photos\.rar: photos are fetched from/],
    [['none.zip'], /none\.zip: no such file/],
    [['coco-2017', 'more.zip'], /is fetched by itself/],
    [[short.url, '--licence', 'free'], /--licence free: is for COCO/],
  ] as const) {
    const { code, stderr } = await fetched(temporaryFolder(), ...words);
    expect([code, stderr.trim().split('\n')]).toEqual([2, [expect.stringMatching(message)]]);
  }
});

test('of COCO only the free photos, by its annotations, with whose they are', async () => {
  const folder = temporaryFolder();
  const annotations = join(temporaryFolder(), 'captions.json');
  const image = (k: number, license: number) => ({ file_name: `${String(k).padStart(4, '0')}.jpg`, license, flickr_url: `https://example.org/${k}` }); // prettier-ignore
  const licenses = [
    { id: 1, name: 'Attribution-NonCommercial-ShareAlike License' },
    { id: 4, name: 'Attribution License' },
  ];
  writeFileSync(
    annotations,
    JSON.stringify({ licenses, images: [image(0, 1), image(1, 4), image(2, 3), image(3, 4)] }),
  );
  const server = await serve('train2017.zip', ranges(zip));
  const { code, stdout } = await fetched(
    folder,
    server.url,
    '--licence',
    'free',
    '--annotations',
    annotations,
  );
  expect([code, stdout]).toEqual([0, `2 photos are free\n2 photos are in ${folder}, 2 of them new\n`]);
  expect(readFileSync(join(folder, 'CREDITS.tsv'), 'utf8')).toBe(
    'file\tlicence\tsource\ntrain-0001.jpg\tAttribution License\thttps://example.org/1\ntrain-0003.jpg\tAttribution License\thttps://example.org/3\n',
  );
});

test('a folder is checked, and with --fix what is of no use is moved aside', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  for (let k = 0; k < 5; k++) writeFileSync(join(folder, `${k}.jpg`), await photo(k, 240, 200));
  copyFileSync(join(folder, '1.jpg'), join(folder, 'sub', 'copy.jpg'));
  writeFileSync(join(folder, 'smaller.jpg'), await sharp(join(folder, '2.jpg')).resize(130).toBuffer());
  writeFileSync(join(folder, 'cut.jpg'), (await photo(9, 300, 300)).subarray(0, 3000));
  writeFileSync(join(folder, 'text.png'), 'no picture');
  writeFileSync(
    join(folder, 'grey.jpg'),
    await sharp(await photo(7, 240, 200))
      .grayscale()
      .toBuffer(),
  );
  const cache = { ATELIER_CACHE: temporaryFolder() };
  const check = (...words: string[]) =>
    atelier(['dataset', 'check', folder, '--iterations', '100', ...words], { env: cache });
  const { code, stdout } = await check();
  expect(code).toBe(0);
  expect(stdout).toContain('10 photos: 8 can be used, 2 cannot');
  expect(stdout).toContain('2 nearly the same as another, 1 grey, 1 with a side shorter than 192 pixels');
  expect(stdout).toMatch(/cut\.jpg: .+\n/);
  expect(stdout).toMatch(/text\.png: .+\n/);
  expect(stdout).toMatch(/copy\.jpg: nearly the same as .*1\.jpg/);
  expect(stdout).toContain(
    '8 photos to train on, 4 an iteration: all of them once in 2 iterations, 50 times in 100',
  );
  expect(existsSync(join(folder, '.aside'))).toBe(false);
  expect((await check()).stdout).toBe(stdout);
  expect((await check('--fix')).stdout).toContain(`4 moved to ${join(folder, '.aside')}`);
  expect(readdirSync(folder).sort()).toEqual([
    '.aside',
    '0.jpg',
    '1.jpg',
    '2.jpg',
    '3.jpg',
    '4.jpg',
    'grey.jpg',
    'sub',
  ]);
  expect(existsSync(join(folder, '.aside/sub/copy.jpg'))).toBe(true);
  expect((await check()).stdout).toContain('6 photos: 6 can be used, 0 cannot');
});
