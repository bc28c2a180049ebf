import { expect, test } from 'vitest';
import { useFreshDatabase } from '../../test/database.ts';
import { image } from '../../test/image.ts';
import { label } from '../../test/wave.ts';
import {
  AccountRefused,
  addFont,
  addPhoto,
  addStylization,
  createRun,
  hasUsers,
  invite,
  isInvited,
  join,
  keepWord,
  listFonts,
  listPhotos,
  listRuns,
  listStyles,
  listStylizations,
  listUsers,
  listWords,
  operator,
  putBuiltInStyle,
  resetPassword,
  setUpCode,
} from '../index.ts';
import { openAuth } from './auth.ts';
import { db } from '../database.ts';
import { createStyle } from '../../test/style.ts';

useFreshDatabase();

const ada = { name: 'Ada', email: 'Ada@example.org', password: 'lovelace 1843' };
const grace = { name: 'Grace', email: 'grace@example.org', password: 'hopper 1952!' };

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: unknown) => (error instanceof AccountRefused ? error.reason : error),
  );

test('the first account is made with the set-up code, once, and gets what was there', async () => {
  const weights = { iteration: 1, bytes: Buffer.from('weights'), config: {} };
  const trained = {
    styleSha256: 'a'.repeat(64),
    lossNetworkSha256: 'b'.repeat(64),
    photoCount: 1,
    losses: [],
  };
  await putBuiltInStyle({
    ...{ slug: 'wave', ...label, position: 1, file: image('wave'), checkpoints: [weights] },
    run: { ...trained, config: {}, iterations: 1, engine: 'tensorflow', device: 'CPU', seconds: 1 },
  });
  const [builtIn] = await listStyles(null);
  const photo = await addPhoto({ file: image('photo'), alt: 'before' });
  const sample = await addPhoto({ file: image('sample'), alt: 'sample', builtIn: true });
  const style = await createStyle({ title: 'Mine', file: image('mine') });
  await createRun({ styleId: style.id, config: {}, iterations: 10 });
  await addStylization({
    photoId: photo.id,
    checkpointId: builtIn!.published!.id,
    options: { preview: false },
    ownerId: null,
    file: image('painting'),
  });

  await keepWord({ text: 'kept', address: '?text=kept', bytes: Buffer.from('kept'), width: 4, height: 2, ownerId: null }); // prettier-ignore
  await addFont({ name: 'brought', bytes: Buffer.from('font'), ownerId: null });

  expect([await hasUsers(), await operator()]).toEqual([false, null]);
  const earlier = await setUpCode();
  const code = (await setUpCode())!;
  expect(await isInvited(earlier!)).toBe(false);
  expect(await refusal(join(earlier!, ada))).toBe('code');
  // Two visitors at once: one is the first.
  const both = await Promise.all([refusal(join(code, ada)), refusal(join(code, grace))]);
  expect(both.sort()).toEqual(['code', 'taken']);
  expect([await hasUsers(), await setUpCode()]).toEqual([true, null]);

  const [first] = await listUsers();
  expect(first).toMatchObject({ role: 'administrator', photos: 1, paintings: 1, styles: 1, runs: 1 });
  expect(await operator()).toBe(first!.id);
  expect((await listPhotos(first!.id)).map(({ id }) => id)).toEqual([sample.id, photo.id]);
  expect((await listPhotos(null)).map(({ id }) => id)).toEqual([sample.id]);
  expect((await listStyles(null)).map(({ slug }) => slug)).toEqual(['wave']);
  expect([await listRuns(null), await listStylizations(null)]).toEqual([[], []]);
  expect((await listStylizations(first!.id)).length).toBe(1);
  expect((await listWords(first!.id)).map(({ text }) => text)).toEqual(['kept']);
  expect((await listFonts(first!.id)).map(({ name }) => name)).toEqual(['brought']);
});

test('an invitation makes one account, in time, and none of an address that has one', async () => {
  const [first] = await listUsers();
  const code = await invite();
  expect(await refusal(join(code, { ...grace, email: first!.email.toUpperCase() }))).toBe('taken');
  await db().invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await refusal(join(code, grace))).toBe('code');
  const typed = (await invite()).toUpperCase().replaceAll('-', ' ');
  await join(typed, { ...grace, email: 'hopper@example.org' });
  expect(await refusal(join(typed, { ...grace, email: 'other@example.org' }))).toBe('code');
  expect((await listUsers()).map(({ role }) => role)).toEqual(['administrator', 'member']);
});

test('a password signs in; a new one signs out everywhere and takes its place', async () => {
  const email = 'hopper@example.org';
  const auth = await openAuth({ secure: false, path: '/' });
  const signIn = (password: string) => auth.api.signInEmail({ body: { email, password } });
  const { password: stored } = await db().account.findFirstOrThrow({ where: { user: { email } } });
  expect(stored).not.toContain(grace.password);
  const { token } = await signIn(grace.password);
  expect(await db().session.count({ where: { token } })).toBe(1);
  await expect(signIn('hopper 1953!')).rejects.toThrow();
  const fresh = await resetPassword(email);
  expect(await db().session.count()).toBe(0);
  await expect(signIn(grace.password)).rejects.toThrow();
  await signIn(fresh);
  expect(await refusal(resetPassword('nobody@example.org'))).toBe('none');
});

test('behind https the cookie travels only so, and only to where the studio lies', async () => {
  const auth = await openAuth({ secure: true, path: '/atelier' });
  const password = await resetPassword('hopper@example.org');
  const answer = await auth.handler(
    new Request('http://localhost/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'hopper@example.org', password }),
    }),
  );
  const [cookie] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Secure-atelier\.session_token=/);
  for (const part of ['; Secure', '; HttpOnly', '; SameSite=Lax', '; Path=/atelier'])
    expect(cookie).toContain(part);
});

test('nobody makes an account without a code', async () => {
  const auth = await openAuth({ secure: false, path: '/' });
  const before = await listUsers();
  const asked = await auth.handler(
    new Request('http://localhost/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...grace, email: 'mallory@example.org', role: 'administrator' }),
    }),
  );
  expect(asked.status).toBe(400);
  expect(await listUsers()).toEqual(before);
});
