import { unstable_doesMiddlewareMatch as matches } from 'next/experimental/testing/server';
import { expect, test } from 'vitest';
import { config } from './proxy.ts';

test.each(['', '/atelier'])(
  'every page is behind it, where the studio lies at %j on its host',
  (basePath) => {
    const passes = (at: string) => matches({ config, nextConfig: { basePath }, url: basePath + at });
    for (const page of ['', '/runs', '/runs/1', '/styles/mosaic', '/apiary', '/account'])
      expect([page, passes(page)]).toEqual([page, true]);
    for (const other of ['/api/trpc/runs.list', '/images/x', '/_next/static/chunks/x.js'])
      expect([other, passes(other)]).toEqual([other, false]);
  },
);
