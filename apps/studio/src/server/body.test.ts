import { expect, test } from 'vitest';
import { BodyReader, BodyRefused } from './body.ts';

/** A request whose body comes as `send` says; it never ends by itself. */
function sending(...chunks: number[]): Request {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => chunks.forEach((length) => controller.enqueue(new Uint8Array(length))),
  });
  return new Request('http://localhost/', { method: 'POST', body, duplex: 'half' } as RequestInit);
}

const whole = (length: number) =>
  new Request('http://localhost/', { method: 'POST', body: new Uint8Array(length) });
const status = (reading: Promise<unknown>) =>
  reading.then(
    () => 200,
    (error: unknown) => (error instanceof BodyRefused ? error.status : error),
  );

test('a body is read, none that is too large, whether it says so or not', async () => {
  const reader = new BodyReader({ bytes: 100, atOnce: 2, stall: 1e6 });
  expect((await reader.read(whole(100))).length).toBe(100);
  expect(await status(reader.read(whole(101)))).toBe(413);
  expect(await status(reader.read(sending(60, 41)))).toBe(413);
});

test('one that stops coming is given up', async () => {
  expect(await status(new BodyReader({ bytes: 100, atOnce: 2, stall: 1 }).read(sending(5)))).toBe(408);
});

test('slow ones never hold all places: the one that has taken longest gives way', async () => {
  const reader = new BodyReader({ bytes: 100, atOnce: 3, stall: 1e6 });
  const slow = [1, 2, 3].map(() => status(reader.read(sending(5))));
  expect((await reader.read(whole(50))).length).toBe(50);
  expect(await slow[0]).toBe(503);
  expect((await reader.read(whole(50))).length).toBe(50);
});
