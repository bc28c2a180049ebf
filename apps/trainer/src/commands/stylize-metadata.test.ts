import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import readExif from 'exif-reader';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';
import { network, paint } from '../../test/stylizing.ts';

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
