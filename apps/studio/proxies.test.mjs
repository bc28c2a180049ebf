import { expect, test } from 'vitest';
import { comeFrom, trusted } from './proxies.mjs';

/** What the studio is told of who asks. */
function seen(remoteAddress, headers, proxies = '') {
  const request = { headers: { host: 'localhost:3000', ...headers }, socket: { remoteAddress } };
  comeFrom(request, trusted(proxies));
  return request.headers;
}

const forged = {
  'x-forwarded-for': '192.0.2.7',
  'x-forwarded-host': 'localhost',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '1',
  'x-real-ip': '192.0.2.7',
  forwarded: 'for=192.0.2.7',
};

test('what anybody says of themselves is not believed', () => {
  const plain = { host: 'localhost:3000', 'x-forwarded-for': '198.51.100.4' };
  expect(seen('198.51.100.4', forged)).toEqual(plain);
  expect(seen('198.51.100.4', forged, '10.0.0.0/8, 127.0.0.1')).toEqual(plain);
  expect(seen('::ffff:198.51.100.4', {})).toEqual(plain);
});

test('what a trusted proxy says is', () => {
  const said = {
    'x-forwarded-for': '198.51.100.4',
    'x-forwarded-host': 'a.example',
    'x-forwarded-proto': 'https',
  };
  const expected = { host: 'a.example', 'x-forwarded-for': '198.51.100.4', 'x-forwarded-proto': 'https' };
  for (const [peer, proxies] of [
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.1.2.3', '10.0.0.0/8'],
    ['::1', '::1'],
    ['fd00::5', 'fd00::/8'],
  ])
    expect(seen(peer, said, proxies)).toEqual(expected);
});

test('of several hops the last that is no proxy counts: what came before it may be anybody’s word', () => {
  const said = { 'x-forwarded-for': '203.0.113.9, 198.51.100.4, 10.0.0.2' };
  expect(seen('10.0.0.1', said, '10.0.0.0/8')['x-forwarded-for']).toBe('198.51.100.4');
  expect(seen('10.0.0.1', said, '10.0.0.1')['x-forwarded-for']).toBe('10.0.0.2');
  expect(seen('10.0.0.1', { 'x-forwarded-for': 'unknown' }, '10.0.0.1')['x-forwarded-for']).toBe('10.0.0.1');
});

test.each(['nginx', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.1:80'])('"%s" is no proxy', (entry) => {
  expect(() => trusted(entry)).toThrow(`"${entry}"`);
});
