import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { port } from '../address.ts';
import { expect, test } from './test.ts';

test('no script runs without the nonce of its answer, and nobody frames a page', async ({ request }) => {
  const nonces = new Set<string>();
  for (const address of ['/', '/train', '/runs', '/styles/scream', '/nowhere']) {
    const answer = await request.get(address);
    const headers = answer.headers();
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1];
    expect(nonce, address).toBeDefined();
    nonces.add(nonce!);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(nonces.size).toBe(5);
});

test('requests of other sites are refused, links to pages are not', async ({ request }) => {
  const from = (site: string, mode: string) => ({
    headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode },
  });
  const queries = ['/api/trpc/styles.list', '/images/0'];
  for (const address of queries) {
    expect((await request.get(address, from('cross-site', 'navigate'))).status(), address).toBe(403);
    expect((await request.get(address, from('same-site', 'cors'))).status(), address).toBe(403);
  }
  expect((await request.get('/', from('cross-site', 'navigate'))).status()).toBe(200);
  expect((await request.get('/', from('cross-site', 'no-cors'))).status()).toBe(403);
});

test('an address with a broken percent-sign is refused in words', async () => {
  // As they are: a client that knows addresses would mend them.
  for (const address of [
    '/styles/%E0%A4%A',
    '/runs/%',
    '/images/%',
    '/images/%zz',
    '/api/films/%zz',
    '/api/checkpoints/%C3%28',
    '/api/trpc/%',
  ]) {
    const asked = httpRequest({ port, path: address }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(answer.statusCode, address).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode, address).toBeLessThan(500);
    expect(await text(answer), address).toMatch(/\w/);
  }
});

test('a body or a batch that is too large is refused', async ({ request }) => {
  const large = await request.post('/api/trpc/photos.delete', { data: 'x'.repeat(300_000) });
  expect(large.status()).toBe(413);
  const batch = Array.from({ length: 21 }, () => 'styles.list').join(',');
  const answer = await request.get(`/api/trpc/${batch}?batch=1&input={}`);
  expect(answer.status()).toBe(400);
});
