import { expect, test } from 'vitest';
import { checkOrigin } from './origin.ts';

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
