import { expect, test } from 'vitest';
import { logTo, within } from './log.mjs';

function written(write: (log: ReturnType<typeof logTo>) => void): { text: string; lines: unknown[] } {
  let text = '';
  write(logTo({ write: (line) => void (text += line) }));
  return {
    text,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  };
}

test('a line is JSON with its level, its time, and the ids that it was written within', async () => {
  let text = '';
  const log = logTo({ write: (line) => void (text += line) });
  await within({ runId: 'r1' }, () =>
    within({ jobId: 'j1' }, async () => {
      await Promise.resolve();
      log.info('taken');
    }),
  );
  expect(JSON.parse(text)).toEqual({
    ...{ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/) as string, pid: process.pid },
    ...{ runId: 'r1', jobId: 'j1', msg: 'taken' },
  });
});

test.each([
  ['postgresql://postgres:pass-w0rd@127.0.0.1:5/atelier', 'pass-w0rd'],
  ['/join?code=AbC123&x=1', 'AbC123'],
  ['Cookie: a=1; better-auth.session_token=Zyx.98; b=2', 'Zyx.98'],
  ['Authorization: Bearer abc.def', 'abc.def'],
])('no secret is in a line: %s', (said, secret) => {
  const { text, lines } = written((log) => {
    log.info(said);
    log.error({ err: new Error(said) }, 'failed');
    log.warn({ request: { url: said } });
  });
  expect(lines).toHaveLength(3);
  expect(text).not.toContain(secret);
  expect(text).toContain('***');
});

test('nor where a field is named for it', () => {
  const { text } = written((log) =>
    log.info({ headers: { cookie: 'a=s3cret', authorization: 's3cret' }, password: 's3cret' }),
  );
  expect(text).not.toContain('s3cret');
});
