import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { databaseAnswers, disconnect, useDatabase } from './database.ts';

test('a database that takes connections and says nothing does not answer', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  useDatabase(`postgresql://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/nothing`);
  expect(await databaseAnswers()).toBe(false);
  expect(sockets.length).toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
  silent.close();
  await disconnect();
});
