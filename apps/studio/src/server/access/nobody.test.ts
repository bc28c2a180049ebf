import {
  addressesOf,
  address,
  app,
  ask,
  call,
  type Handler,
  procedures,
} from '../../../test/access/requests.ts';
import { hostname } from 'node:os';
import path from 'node:path';
import { unstable_doesMiddlewareMatch as isBehind } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { config as proxyConfig, proxy } from '@/proxy.ts';
import { usePeople } from '../../../test/access/people.ts';
import { refusal } from '../host.ts';
import { appRouter } from '../router.ts';

const { cookies } = usePeople();

/** What answers without a session; everything else must not. */
const OPEN = {
  routes: ['/api/account/join', '/api/account/sign-in', '/api/health', '/api/ready'],
  pages: ['/join', '/sign-in'],
};
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

test('without a session every route refuses, but for those that are there for everybody', async () => {
  const open: string[] = [];
  for (const { file, at } of addressesOf('route.ts')) {
    const module = (await import(path.join(app, file))) as Record<string, Handler | undefined>;
    for (const method of METHODS) {
      const handler = module[method];
      if (!handler) continue;
      const params = { id: 'x', hash: 'a'.repeat(64), trpc: 'photos.list' };
      const body = method === 'GET' || method === 'HEAD' ? {} : { body: {} };
      const { status } = await ask(handler, at, { method, params, ...body });
      if (status !== 401) open.push(at);
    }
  }
  expect(open.sort()).toEqual(OPEN.routes);
});

test('without a session every procedure refuses, by its address and by itself', async () => {
  const nobody = appRouter.createCaller({ viewer: undefined }) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  expect(procedures.length).toBeGreaterThan(15);
  for (const { name } of procedures) {
    expect([name, (await call(name, {})).status]).toEqual([name, 401]);
    const [room = '', procedure = ''] = name.split('.');
    const refused = await nobody[room]![procedure]!({}).catch((error: unknown) => error);
    expect([name, refused]).toMatchObject([name, { code: 'UNAUTHORIZED' }]);
  }
});

test('without a session every page leads to the one to sign in, and back', async () => {
  const open: string[] = [];
  for (const { at } of addressesOf('page.tsx')) {
    const page = at.replace(/\[\w+\]/g, 'x');
    expect([page, isBehind({ config: proxyConfig, nextConfig: {}, url: page })]).toEqual([page, true]);
    const answer = await proxy(new NextRequest(`${address}${page}`, { headers: { host: 'localhost:3000' } }));
    const location = answer.headers.get('location');
    if (answer.status !== 307 || !location) open.push(page);
    else {
      const { pathname, searchParams } = new URL(location);
      expect([pathname, searchParams.get('to') ?? '/']).toEqual(['/sign-in', page]);
    }
  }
  expect(open.sort()).toEqual(OPEN.pages);
});

test('a cookie of somebody’s making is none', async () => {
  const [name] = cookies.adas.split('=');
  for (const cookie of [
    `${name}=x`,
    `${name}=${'a'.repeat(32)}.${'b'.repeat(44)}`,
    `${cookies.adas.slice(0, -3)}abc`,
  ])
    expect((await call('photos.list', undefined, cookie)).status).toBe(401);
  expect((await call('photos.list', undefined, cookies.adas)).status).toBe(200);
});

test('it answers under addresses and its own names, and under none that a page elsewhere could point here', () => {
  const why = (host: string) => refusal(new Headers({ host }));
  for (const host of [
    '192.168.1.7:3000',
    '[fe80::1]:3000',
    'localhost:3000',
    hostname(),
    `${hostname()}.local:80`,
  ])
    expect([host, why(host)]).toEqual([host, undefined]);
  for (const host of ['evil.example', '192.168.1.7.evil.example', 'localhost.evil.example', ''])
    expect(why(host)).toContain(`"${host}"`);
});
