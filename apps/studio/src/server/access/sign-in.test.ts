import { ask, call, cookieOf } from '../../../test/access/requests.ts';
import { invite } from '@atelier/db';
import { expect, test } from 'vitest';
import { POST as postJoin } from '@/app/api/account/join/route.ts';
import { POST as postPassword } from '@/app/api/account/password/route.ts';
import { POST as postSignIn } from '@/app/api/account/sign-in/route.ts';
import { POST as postSignOut } from '@/app/api/account/sign-out/route.ts';
import { ada, grace, usePeople } from '../../../test/access/people.ts';

const { row } = usePeople();

const signIn = (body: object, headers = {}) => ask(postSignIn, '/api/account/sign-in', { body, headers });

test('the cookie is for the server alone, and of this site', async () => {
  const answer = await signIn({ email: grace.email, password: grace.password });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('{}');
  for (const cookie of answer.headers.getSetCookie())
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i);
});

test('whoever guesses is told nothing but that it is wrong, and soon to wait', async () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const wrong = { email: ada.email, password: 'difference engine' };
  const unknown = { email: 'nobody@example.org', password: 'difference engine' };
  const told = async (answer: Response) => [answer.status, (await answer.json()) as unknown];
  expect(await told(await signIn(wrong, from('192.0.2.1')))).toEqual([401, { reason: 'wrong' }]);
  expect(await told(await signIn(unknown, from('192.0.2.1')))).toEqual([401, { reason: 'wrong' }]);
  for (let i = 0; i < 8; i++) await signIn(wrong, from('192.0.2.1'));
  const right = { email: ada.email, password: ada.password };
  const late = await signIn(right, from('192.0.2.1'));
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await told(late)).toEqual([429, { reason: 'tooOften' }]);
  expect((await signIn(right, from('192.0.2.2'))).status).toBe(200);
});

test('a code makes no second account, and what does not do is said', async () => {
  const code = await invite();
  const join = async (more: object) => {
    const answer = await ask(postJoin, '/api/account/join', {
      body: { ...grace, code, ...more },
    });
    return [answer.status, ((await answer.json()) as { reason?: string }).reason];
  };
  expect(await join({ email: 'not an address' })).toEqual([400, 'fields']);
  expect(await join({ email: 'new@example.org', name: ' ' })).toEqual([400, 'fields']);
  expect(await join({ email: 'new@example.org', name: 'a\0b' })).toEqual([400, 'fields']);
  expect(await join({ email: 'new@example.org', password: 'short' })).toEqual([400, 'password']);
  expect(await join({})).toEqual([409, 'taken']);
  expect(await join({ email: 'new@example.org', role: 'administrator' })).toEqual([200, undefined]);
  expect(await join({ email: 'newer@example.org' })).toEqual([409, 'code']);
  const { role } = await row('select role from "User" where email = $1', 'new@example.org');
  expect(role).toBe('member');
});

test('a changed password ends the sessions elsewhere; signing out everywhere ends all', async () => {
  const from = { 'x-forwarded-for': '192.0.2.9' };
  const enter = async (password: string) => {
    const answer = await signIn({ email: grace.email, password }, from);
    return { status: answer.status, cookie: cookieOf(answer) };
  };
  const [here, there] = [await enter(grace.password), await enter(grace.password)];
  const works = async (cookie: string) => (await call('photos.list', undefined, cookie)).status === 200;
  const change = (current: string, next: string) =>
    ask(postPassword, '/api/account/password', {
      body: { current, next },
      cookie: here.cookie,
      headers: from,
    });
  expect((await change('wrong', 'cobol of 1959')).status).toBe(400);
  expect(await (await change(grace.password, 'short')).json()).toEqual({ reason: 'password' });
  const changed = await change(grace.password, 'cobol of 1959');
  expect(changed.status).toBe(200);
  expect(await works(there.cookie)).toBe(false);
  expect(await works(cookieOf(changed))).toBe(true);
  expect((await enter(grace.password)).status).toBe(401);
  const other = await enter('cobol of 1959');
  const out = await ask(postSignOut, '/api/account/sign-out', {
    body: { everywhere: true },
    cookie: cookieOf(changed),
    headers: from,
  });
  expect([out.status, out.headers.get('clear-site-data')]).toEqual([200, '"cache"']);
  expect([await works(other.cookie), await works(cookieOf(changed))]).toEqual([false, false]);
});
