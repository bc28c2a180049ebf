import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { pack } from 'tar-stream';
import { beforeAll, expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { photo, ranges, serve, whole, zipped } from '../../test/photo-server.ts';

const photos: Record<string, Buffer> = {};

let zip: Buffer = Buffer.alloc(0);

beforeAll(async () => {
  for (let k = 0; k < 8; k++) photos[`train/${String(k).padStart(4, '0')}.jpg`] = await photo(k);
  zip = await zipped(photos);
});

const fetched = (folder: string, ...words: string[]) =>
  atelier(['dataset', 'fetch', '--out', folder, '--side', '64', ...words]);

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
  const server = await serve(
    'photos.zip',
    ranges(zip, ({ requests }, length) => (requests > 5 ? 0 : length)),
  );
  const folder = temporaryFolder();
  const { code, stderr } = await fetched(folder, server.url);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/try again: what has come is kept/)]);
  server.answer = ranges(zip);
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
    [[short.url, '--sha256', 'abc'], /--sha256 abc: 64 hexadecimal digits/],
    [[short.url, '--sha256', 'known'], /--sha256 known: 64 hexadecimal digits, or known for coco-2017/],
    [[short.url, text.url, '--sha256', 'a'.repeat(64)], /--sha256: is of one archive/],
  ] as const) {
    const { code, stderr } = await fetched(temporaryFolder(), ...words);
    expect([code, stderr.trim().split('\n')]).toEqual([2, [expect.stringMatching(message)]]);
  }
});

test('an archive of a known SHA-256 is fetched whole and checked first, on from where it was cut', async () => {
  const hash = createHash('sha256').update(zip).digest('hex');
  const halves = ranges(zip, ({ requests }, length) => (requests > 1 ? Math.floor(length / 2) : length));
  const server = await serve('photos.zip', (request, response, served) =>
    served.requests < 5 ? halves(request, response, served) : response.writeHead(404).end(),
  );
  const folder = temporaryFolder();
  const cut = await fetched(folder, server.url, '--sha256', hash);
  expect([cut.code, readdirSync(folder)]).toEqual([2, [expect.stringMatching(/^\.archive-\w+\.part$/)]]);
  server.answer = ranges(zip);
  server.sent = 0;
  expect((await fetched(folder, server.url, '--sha256', hash.toUpperCase())).code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(names(8));
  expect(server.sent).toBeLessThan(zip.length / 2);

  const wrong = createHash('sha256').update('another').digest('hex');
  const file = join(temporaryFolder(), 'photos.zip');
  writeFileSync(file, zip);
  for (const source of [(await serve('photos.zip', whole(zip))).url, file]) {
    const to = temporaryFolder();
    const { code, stderr } = await fetched(to, source, '--sha256', wrong);
    expect([code, stderr, readdirSync(to)]).toEqual([2, expect.stringContaining(`its SHA-256 is ${hash}, not ${wrong}`), []]); // prettier-ignore
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
