import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSafetensors, writeCheckpoint } from '@atelier/model/checkpoint';
import { importPth } from '@atelier/model/pytorch';
import readExif from 'exif-reader';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { type Photo, readPhoto, writePhoto } from '../files/photo.ts';

const parity = join(import.meta.dirname, '../../../../libs/model/test/parity');
const network = join(parity, 'report_format_w8.pth');
const photos = join(import.meta.dirname, '../../test/photos');
const plain = join(photos, 'plain.png');

const paint = async (...words: string[]) => {
  const outcome = await atelier(['stylize', '--checkpoint', network, ...words]);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome.stdout;
};

/** The mean and the largest difference of two pictures' colours, 0..255. */
function difference(a: Photo, b: Photo): { mean: number; largest: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  const differences = a.rgb.map((value, i) => Math.abs(value - b.rgb[i]!));
  const sum = differences.reduce((total, value) => total + value, 0);
  return { mean: sum / differences.length, largest: differences.reduce((x, y) => Math.max(x, y)) };
}

test("the report's network paints as PyTorch does", async () => {
  const folder = temporaryFolder();
  const { tensors } = readSafetensors(readFileSync(join(parity, 'report_format_w8.safetensors')));
  const asPhoto = (name: string): Photo => {
    const { shape, data } = tensors.get(name)!;
    const [height, width] = shape.slice(2) as [number, number];
    const plane = width * height;
    const rgb = new Uint8Array(3 * plane);
    for (let i = 0; i < rgb.length; i++)
      rgb[i] = Math.round(255 * data[(i % 3) * plane + Math.floor(i / 3)]!);
    return { width, height, rgb };
  };
  await writePhoto(asPhoto('input'), join(folder, 'in.png'));
  const said = await paint(join(folder, 'in.png'), '--out', join(folder, 'out.png'));
  expect(said).toBe(`Painted ${join(folder, 'out.png')} (104×72)\n`);
  const { mean, largest } = difference(await readPhoto(join(folder, 'out.png')), asPhoto('output'));
  // The photo is rounded to bytes before it is painted, which PyTorch's was not.
  expect(mean).toBeLessThan(0.5);
  expect(largest).toBeLessThanOrEqual(4);
});

test("a network of PyTorch's example paints as it does there, on pictures of 0..255", async () => {
  const folder = temporaryFolder();
  const wrappings = join(parity, '../wrappings');
  for (const name of ['examples_names.pth', 'same_in_report_names.pth']) {
    const out = join(folder, `${name}.png`);
    expect(
      await atelier([
        'stylize',
        '--checkpoint',
        join(wrappings, name),
        join(wrappings, 'photo.png'),
        '--out',
        out,
      ]),
    ).toMatchObject({ code: 0, stderr: '' });
    const right = await readPhoto(join(wrappings, 'right_painting.png'));
    expect(difference(await readPhoto(out), right).largest, name).toBeLessThanOrEqual(1);
  }
});

test('a folder of every kind of photo: sizes, alpha and orientation are kept, bad ones are named', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'out');
  mkdirSync(join(folder, 'in/deep'), { recursive: true });
  const good = ['plain.png', 'plain.tif', 'turned.jpg', 'grey.jpg', 'grey16.png', 'cmyk.jpg', 'alpha.png'];
  const bad = ['text.jpg', 'truncated.jpg', 'bomb.png', 'one-pixel.png', 'empty.png'];
  for (const name of [...good.slice(1), ...bad]) await copyFile(join(photos, name), join(folder, 'in', name));
  await copyFile(plain, join(folder, 'in/deep/plain.webp.png'));
  const painted = await atelier(['stylize', '--checkpoint', network, join(folder, 'in'), '--out', out]);
  expect(painted.stdout).toBe('Painted 7 of 12 photos\n');
  expect(painted.stderr.trimEnd().split('\n')).toEqual(
    [...bad].sort().map((name) => expect.stringMatching(`^atelier: .*/in/${name}: `) as string),
  );
  expect(painted.code).toBe(2);
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
  expect(names).toEqual(
    [
      'alpha.png',
      'cmyk.jpg',
      'deep',
      'deep/plain.webp.png',
      'grey.jpg',
      'grey16.png',
      'plain.png',
      'turned.jpg',
    ].sort(),
  );
  for (const name of names.filter((name) => name !== 'deep'))
    expect(await readPhoto(join(out, name)), name).toMatchObject({ width: 48, height: 36 });
  expect((await readPhoto(join(out, 'alpha.png'))).alpha).toEqual(
    (await readPhoto(join(photos, 'alpha.png'))).alpha,
  );
  // The threads paint what the command paints for a single photo; one that was turned, as if it had been upright.
  await paint(plain, '--out', join(folder, 'one.png'));
  const one = await readPhoto(join(folder, 'one.png'));
  expect(await readPhoto(join(out, 'deep/plain.webp.png'))).toEqual(one);
  expect(difference(await readPhoto(join(out, 'turned.jpg')), one).mean).toBeLessThan(10);
});

test('strength and colours', async () => {
  const folder = temporaryFolder();
  const result = async (...options: string[]) => {
    await paint(plain, '--out', join(folder, 'x.png'), ...options);
    return readPhoto(join(folder, 'x.png'));
  };
  const photo = await readPhoto(plain);
  const painting = await result();
  expect(difference(painting, photo).mean).toBeGreaterThan(20);
  expect(await result('--strength', '0')).toEqual(photo);
  const half = await result('--strength', '0.5');
  expect(Math.abs(half.rgb[0]! - (photo.rgb[0]! + painting.rgb[0]!) / 2)).toBeLessThanOrEqual(1);

  const luma = ({ rgb }: Photo, i: number) => 0.299 * rgb[i]! + 0.587 * rgb[i + 1]! + 0.114 * rgb[i + 2]!;
  const coloured = await result('--keep-colours');
  for (let i = 0; i < photo.rgb.length; i += 3)
    expect(Math.abs(luma(coloured, i) - luma(painting, i))).toBeLessThanOrEqual(1);
  const red = 3 * (30 * 48 + 6);
  expect(coloured.rgb[red]!).toBeGreaterThanOrEqual(coloured.rgb[red + 1]!);
});

test("strokes have one size relative to the picture; full is the photo's own size", async () => {
  const folder = temporaryFolder();
  const [width, height] = [1600, 1200];
  const waves = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => 128 + 100 * Math.sin((i % 4800) / 90) * Math.cos(i / 4800 / 35),
  );
  await writePhoto({ width, height, rgb: waves }, join(folder, 'waves.png'));
  const painted = async (...words: string[]) => {
    await paint(join(folder, 'waves.png'), '--out', join(folder, 'x.png'), ...words);
    return readPhoto(join(folder, 'x.png'));
  };
  const medium = await painted();
  expect(await painted('--strokes', 'medium')).toEqual(medium);
  for (const strokes of ['broad', 'full'])
    expect(difference(await painted('--strokes', strokes), medium).mean).toBeGreaterThan(1);
});

test('what is too large for the memory is painted in bands, with its maps on the disk, just the same', async () => {
  const folder = temporaryFolder();
  const [width, height] = [900, 700];
  const waves = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => 128 + 100 * Math.sin(i / 977) * Math.cos(i / 7),
  );
  await writePhoto({ width, height, rgb: waves }, join(folder, 'waves.png'));
  const env = { ATELIER_CACHE: join(folder, 'cache') };
  const words = ['stylize', '--checkpoint', network, join(folder, 'waves.png'), '--out'];
  expect(await atelier([...words, join(folder, 'whole.png')], { env })).toMatchObject({ code: 0 });
  expect(existsSync(env.ATELIER_CACHE)).toBe(false);
  expect(await atelier([...words, join(folder, 'bands.png'), '--memory', '100'], { env })).toMatchObject({
    code: 0,
  });
  expect(readdirSync(env.ATELIER_CACHE)).toEqual([]);
  const [whole, bands] = [
    await readPhoto(join(folder, 'whole.png')),
    await readPhoto(join(folder, 'bands.png')),
  ];
  const { mean, largest } = difference(bands, whole);
  expect(mean).toBeLessThan(0.1);
  expect(largest).toBeLessThanOrEqual(2);
  const { code, stderr } = await atelier([...words, join(folder, 'no.png'), '--memory', '50'], { env });
  expect(stderr).toMatch(
    /^atelier: .*waves\.png: painting 900×700 pixels takes \d+ MB of memory; 50 MB are allowed.*\n$/,
  );
  expect(code).toBe(2);
});

test('every format is written, of sides that are no multiples of 4', async () => {
  const folder = temporaryFolder();
  const odd: Photo = {
    width: 67,
    height: 33,
    rgb: new Uint8Array(67 * 33 * 3).map((_, i) => (i * 37) % 251),
  };
  await writePhoto(odd, join(folder, 'odd.png'));
  for (const name of ['a.png', 'b.jpg', 'c.webp', 'new/d.jpeg']) {
    await paint(join(folder, 'odd.png'), '--out', join(folder, name));
    expect(await readPhoto(join(folder, name))).toMatchObject({ width: 67, height: 33 });
  }
});

test('what cannot be painted is refused in one line, and nothing is written', async () => {
  const cwd = temporaryFolder();
  const checkpoint = importPth(readFileSync(network));
  const whole = writeCheckpoint(checkpoint);
  writeFileSync(join(cwd, 'good.safetensors'), whole);
  writeFileSync(join(cwd, 'short.safetensors'), whole.subarray(0, 1000));
  const other = {
    ...checkpoint.metadata,
    kind: 'loss-network' as const,
    architecture: { name: 'vgg16' as const, width: 64 },
  };
  writeFileSync(join(cwd, 'other.safetensors'), writeCheckpoint({ ...checkpoint, metadata: other }));
  const newer = { ...checkpoint.metadata, formatVersion: 2 as 1 };
  writeFileSync(join(cwd, 'newer.safetensors'), writeCheckpoint({ ...checkpoint, metadata: newer }));
  await copyFile(plain, join(cwd, 'photo.png'));
  await copyFile(plain, join(cwd, 'photo.jpg'));
  mkdirSync(join(cwd, 'empty'));
  const before = readdirSync(cwd);
  const out = ['--out', 'a.png'];
  const good = ['--checkpoint', 'good.safetensors'];
  const photo = (name: string) => join(photos, name);
  const cases: [string[], RegExp][] = [
    [[...good, ...out, 'none.jpg'], /none\.jpg: no such file or folder/],
    [[...good, ...out, photo('text.jpg')], /text\.jpg: not a picture/],
    [[...good, ...out, photo('truncated.jpg')], /truncated\.jpg: the picture is damaged or cut short/],
    [[...good, ...out, photo('one-pixel.png')], /1×1 pixels, but at least 32 a side/],
    [[...good, ...out, photo('bomb.png')], /60000×60000 pixels are too many/],
    [[...good, '--out', 'new', 'empty'], /empty: no pictures in this folder/],
    [[...good, '--out', 'a.bmp', 'photo.png'], /a\.bmp: pictures are written as \.png/],
    [[...good, '--out', 'photo.png', 'photo.png'], /the painting would replace the photo photo\.png/],
    [[...good, '--out', 'a.png', 'photo.png', 'photo.jpg'], /several photos go into a folder/],
    [[...good, ...out, '--strength', '2', 'photo.png'], /--strength 2: /],
    [[...good, ...out, '--strokes', 'huge', 'photo.png'], /--strokes huge: /],
    [['--checkpoint', 'none.safetensors', ...out, 'photo.png'], /none\.safetensors: no such file/],
    [['--checkpoint', 'photo.png', ...out, 'photo.png'], /checkpoints are \.safetensors, \.onnx or \.pth/],
    [['--checkpoint', 'short.safetensors', ...out, 'photo.png'], /short\.safetensors: the file is cut short/],
    [
      ['--checkpoint', 'other.safetensors', ...out, 'photo.png'],
      /holds vgg16 .*, not a network to paint with/,
    ],
    [['--checkpoint', 'newer.safetensors', ...out, 'photo.png'], /format version 2, .* update Atelier/],
    [['--style', 'no-such-style', ...out, 'photo.png'], /there is no style no-such-style; there are /],
    [[...out, 'photo.png'], /say what to paint with/],
    [[...good, ...out, 'photo.png', '--device', 'abacus'], /--device abacus: here there are cpu, /],
    [[...good, 'photo.png'], /required option '--out <path>' not specified/],
  ];
  for (const [words, message] of cases) {
    const { code, stdout, stderr } = await atelier(['stylize', ...words], { cwd });
    expect(stderr, words.join(' ')).toMatch(/^atelier: [^\n]+\n$/);
    expect(stderr, words.join(' ')).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
  }
  expect(readdirSync(cwd)).toEqual(before);
});

test('when the disk is full the last good painting stays whole', async () => {
  const cwd = temporaryFolder();
  let x = 1;
  const random = () => (x = (Math.imul(1664525, x) + 1013904223) >>> 0) >>> 24;
  const noise: Photo = { width: 128, height: 128, rgb: Uint8Array.from({ length: 128 * 128 * 3 }, random) };
  await writePhoto(noise, join(cwd, 'noise.png'));
  await paint(join(cwd, 'noise.png'), '--out', join(cwd, 'a.png'));
  const last = readFileSync(join(cwd, 'a.png'));
  // The limit on a file's size stands for a full disk: writing fails half-way, as it would there.
  const words = ['stylize', '--checkpoint', network, 'noise.png', '--strength', '0.9', '--out', 'a.png'];
  const { code, stderr } = await atelier(words, { cwd, limit: '-f 8' });
  expect(stderr).toMatch(/^atelier: a\.png: larger than files may become here; [^\n]+\n$/);
  expect(code).toBe(2);
  expect(readFileSync(join(cwd, 'a.png'))).toEqual(last);
  expect(readdirSync(cwd).sort()).toEqual(['a.png', 'noise.png']);
});

describe('what a photo says of itself', () => {
  const exif = {
    IFD0: {
      Artist: 'Ada Lovelace',
      Copyright: '(c) 2026 Ada',
      Make: 'Camera',
      DateTime: '2026:02:03 04:05:06',
    },
    IFD2: { DateTimeOriginal: '2026:01:02 03:04:05', OffsetTimeOriginal: '+01:00', BodySerialNumber: '1815' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 30/1' }, // prettier-ignore
  };
  const kept = async (file: string) => {
    const { exif, xmp, orientation, width } = await sharp(readFileSync(file)).metadata();
    const { Image, Photo, GPSInfo } = exif ? readExif(exif) : {};
    return { Image, Photo, GPSInfo, xmp: xmp?.toString(), orientation, width };
  };
  const original = async (folder: string) => {
    const photo = join(folder, 'photo.jpg');
    const pixels = sharp({ create: { width: 48, height: 32, channels: 3, background: '#963' } });
    writeFileSync(photo, await pixels.withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    return photo;
  };

  test('is kept where it is asked for: date, author and copyright, in every format; nothing else', async () => {
    const folder = temporaryFolder();
    const photo = await original(folder);
    expect(await kept(photo)).toMatchObject({ orientation: 6, GPSInfo: { GPSLatitudeRef: 'N' } });
    for (const extension of ['jpg', 'png', 'webp']) {
      const out = join(folder, `kept.${extension}`);
      await paint(photo, '--out', out, '--keep-metadata');
      const { Image, Photo, GPSInfo, orientation, width } = await kept(out);
      expect(Image).toMatchObject({ Artist: 'Ada Lovelace', Copyright: '(c) 2026 Ada', Orientation: 1 });
      expect(Image!.DateTime).toEqual(new Date('2026-02-03T04:05:06Z'));
      expect(Photo!.DateTimeOriginal).toEqual(new Date('2026-01-02T03:04:05Z'));
      expect(Photo).toMatchObject({ OffsetTimeOriginal: '+01:00' });
      expect([Image, Photo, GPSInfo]).not.toEqual(
        expect.arrayContaining([expect.objectContaining({ Make: 'Camera' })]),
      );
      expect([Photo!.BodySerialNumber, GPSInfo, orientation, width]).toEqual([undefined, undefined, 1, 32]);
    }
    await paint(photo, '--out', join(folder, 'nothing.jpg'));
    expect(await kept(join(folder, 'nothing.jpg'))).toEqual({ width: 32 });
  });

  test('where it was taken is kept only where that is asked for too', async () => {
    const folder = temporaryFolder();
    const photo = await original(folder);
    const out = join(folder, 'placed.jpg');
    await paint(photo, '--out', out, '--keep-metadata', '--keep-place');
    expect((await kept(out)).GPSInfo).toMatchObject({
      ...{ GPSLatitudeRef: 'N', GPSLatitude: [51, 30, 32.3], GPSLongitudeRef: 'W', GPSLongitude: [0, 7, 30] },
    });
    const words = [
      'stylize',
      '--checkpoint',
      network,
      photo,
      '--out',
      join(folder, 'no.jpg'),
      '--keep-place',
    ];
    expect(await atelier(words)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--keep-metadata') as string,
    });
    expect(existsSync(join(folder, 'no.jpg'))).toBe(false);
  });

  test('an author in letters that EXIF does not have is kept as XMP; EXIF that is damaged is named, and not kept', async () => {
    const folder = temporaryFolder();
    const bytes = readFileSync(await original(folder));
    const author = Buffer.from('张 & Zoë W'); // as many bytes as "Ada Lovelace"
    expect(author.length).toBe('Ada Lovelace'.length);
    author.copy(bytes, bytes.indexOf('Ada Lovelace'));
    const photo = join(folder, 'zhang.jpg');
    writeFileSync(photo, bytes);
    const out = join(folder, 'out.jpg');
    await paint(photo, '--out', out, '--keep-metadata');
    const { Image, xmp } = await kept(out);
    expect([Image!.Artist, xmp]).toEqual([undefined, expect.stringContaining('张 &amp; Zoë') as string]);

    const broken = Buffer.from(bytes);
    broken.write('XX', bytes.indexOf('Exif\0\0') + 6, 'latin1');
    writeFileSync(photo, broken);
    const words = ['stylize', '--checkpoint', network, photo, '--out', out, '--keep-metadata'];
    const painted = await atelier(words);
    expect(painted.code).toBe(0);
    expect((await kept(out)).Image?.Copyright).toBeUndefined();
  });
});
