import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { MOST_AT_ONCE } from '@/contracts/upload.ts';
import { zipAddress } from './zip-address.ts';

test('the most photos in many styles make a request line that proxies take', () => {
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  const address = zipAddress({
    name: 'Paintings',
    photoIds: ids(MOST_AT_ONCE),
    checkpointIds: ids(40),
    strokes: 'medium',
  });
  // nginx: `large_client_header_buffers 4 8k`
  expect(`GET ${address} HTTP/1.1\r\n`.length).toBeLessThan(8 * 1024);
});
