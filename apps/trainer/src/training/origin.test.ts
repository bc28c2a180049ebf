import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/atelier.ts';
import { findPhotos } from '../files/photo-folder.ts';
import { checkOrigin, photosFingerprint } from './origin.ts';

test('the photos’ fingerprint changes with their names, sizes and number, not with the place of the folder', async () => {
  const folder = temporaryFolder();
  const write = (name: string, size: number) => writeFileSync(join(folder, 'photos', name), 'x'.repeat(size));
  const fingerprint = async (place = 'photos') =>
    photosFingerprint([[join(folder, place), await findPhotos(join(folder, place))]]);
  mkdirSync(join(folder, 'photos'));
  write('a.jpg', 10);
  write('b.jpg', 20);
  const first = await fingerprint();
  expect(await fingerprint()).toBe(first);
  write('b.jpg', 21);
  const seen = new Set([first, await fingerprint()]);
  write('b.jpg', 20);
  write('c.jpg', 30);
  seen.add(await fingerprint());
  renameSync(join(folder, 'photos/c.jpg'), join(folder, 'photos/d.jpg'));
  seen.add(await fingerprint());
  expect(seen.size).toBe(4);
  renameSync(join(folder, 'photos'), join(folder, 'moved'));
  expect(seen).toContain(await fingerprint('moved'));
});

test('what has changed is named; what an older version did not write down is not asked for', () => {
  const now = { styleSha256: 's', lossNetworkSha256: 'l', photosSha256: 'p', photoCount: 3 };
  checkOrigin({}, now);
  checkOrigin({ ...now, photosSha256: null }, now);
  expect(() => checkOrigin({ ...now, styleSha256: 'x', lossNetworkSha256: 'y' }, now)).toThrow(
    'in the place of the style picture, the loss network: put back',
  );
  expect(() => checkOrigin({ photosSha256: 'x' }, now)).toThrow('in the place of the photos: put back');
  expect(() => checkOrigin({ photosSha256: 'x', photoCount: 2 }, now)).toThrow(
    'in the place of the photos (2 then, 3 now): put back',
  );
  expect(() =>
    checkOrigin({ styleSha256: 'x', lossNetworkSha256: 'y', photosSha256: 'x', photoCount: 2 }, now),
  ).toThrow(
    expect.objectContaining({
      why: [
        { kind: 'otherStyle' },
        { kind: 'otherLossNetwork' },
        { kind: 'otherPhotoCount', before: 2, now: 3 },
      ],
    }),
  );
});
