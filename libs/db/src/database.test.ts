import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { databaseAnswers, disconnect, useDatabase } from './database.ts';

test('a database that takes connections and says nothing does not answer', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  useDatabase(`postgresql://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/nothing`);
  silent.on('connection', (socket) => socket.on('error', () => undefined));
  try {
    expect(await databaseAnswers()).toBe(false);
  } finally {
    silent.close();
    await disconnect();
  }
});
