import { expect, test } from 'vitest';
import { refusal } from './host.ts';

const why = (headers: Record<string, string>) => refusal(new Headers(headers));

test.each(['localhost', 'localhost:3000', '127.0.0.1:4300', '[::1]:3000'])('answers to %s', (host) => {
  expect(why({ host })).toBeUndefined();
  expect(why({ host, origin: `http://${host}` })).toBeUndefined();
});

test.each(['evil.example', 'localhost.evil.example:3000', '192.168.1.7:3000', '127.0.0.1.evil.example', ''])(
  'does not answer to "%s"',
  (host) => expect(why({ host })).toContain(`not to "${host}"`),
);

test.each(['https://evil.example', 'http://localhost:9999', 'null'])(
  'takes nothing from pages of %s',
  (origin) => {
    expect(why({ host: 'localhost:3000', origin })).toContain(origin);
  },
);

test.each(['cross-site', 'same-site'])('takes nothing from a %s page, but a link to a page', (site) => {
  const headers = { host: 'localhost:3000', 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' };
  expect(why(headers)).toContain('another site');
  expect(refusal(new Headers(headers), true)).toBeUndefined();
  expect(refusal(new Headers({ ...headers, 'sec-fetch-mode': 'no-cors' }), true)).toContain('another site');
  for (const own of ['same-origin', 'none'])
    expect(why({ ...headers, 'sec-fetch-site': own })).toBeUndefined();
});
