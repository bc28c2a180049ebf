import { useFreshDatabase } from '@atelier/db/test';
import { expect, test } from 'vitest';
import { POST as postPicture } from '@/app/api/pictures/route.ts';
import { POST as postTraining } from '@/app/api/training/route.ts';
import { host, jpeg, post } from '../../test/posting.ts';
import { apiFor } from './router.ts';
import { onePerson } from './viewer.ts';

useFreshDatabase();

const api = apiFor(onePerson);

test('the same photo twice is one photo; only looking at it keeps nothing', async () => {
  const { bytes } = await jpeg(90, 60);
  const first = (await (await post(postPicture, 'alt=Dunes', bytes)).json()) as { id: string };
  const second = (await (await post(postPicture, 'alt=Again', bytes)).json()) as { id: string };
  expect(second.id).toBe(first.id);
  const { bytes: other } = await jpeg(91, 60);
  expect(await (await post(postPicture, 'keep=no', other)).json()).toEqual({
    ...{ width: 91, height: 60 },
    animated: false,
  });
  expect((await api.photos.list()).map(({ alt }) => alt)).toEqual(['Dunes']);
});

test('what is no picture leaves no row and says why', async () => {
  const answer = await post(postPicture, 'alt=Text', Buffer.from('text'));
  expect([answer.status, await answer.json()]).toEqual([422, { reason: 'wrongType' }]);
  expect((await api.photos.list()).length).toBe(1);
});

test('an order that is no JSON, or holds NUL, is refused in words', async () => {
  const { bytes } = await jpeg(90, 60);
  for (const order of ['{', '{"title":"a\\u0000b"}', '{}', 'null', '7']) {
    const answer = await post(postTraining, `order=${encodeURIComponent(order)}`, bytes);
    expect([order, answer.status]).toEqual([order, 400]);
    const detail = expect.any(String) as string;
    expect((await answer.json()) as object).toEqual({ reason: { kind: 'notAsked' }, detail });
  }
});

test('an address with NUL in it is refused', async () => {
  const { bytes } = await jpeg(90, 60);
  expect((await post(postPicture, 'alt=a%00b', bytes)).status).toBe(400);
});

test('from another host or another page nothing is taken', async () => {
  const { bytes } = await jpeg(90, 60);
  for (const headers of [{ host: 'evil.example' }, { ...host, origin: 'https://evil.example' }])
    expect((await post(postPicture, '', bytes, headers)).status).toBe(403);
});
