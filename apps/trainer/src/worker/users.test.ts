import { join as joinPath } from 'node:path';
import { join, listUsers } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import { expect, test } from 'vitest';
import { atelier, temporaryFolder } from '../../test/atelier.ts';

const url = useFreshDatabase();

test('accounts by the command line: invited, listed with counts, given a new password', async () => {
  const users = (...words: string[]) =>
    atelier(['users', ...words], {
      env: {
        DATABASE_URL: url(),
        ATELIER_DATA: joinPath(temporaryFolder(), 'data'),
        ATELIER_URL: 'https://a.example',
        ATELIER_BASE_PATH: '/atelier',
      },
    });
  expect(await users('list')).toMatchObject({ code: 0, stdout: 'Nobody has an account yet\n' });
  const { stdout } = await users('invite', '--administrator');
  const [, code] = /^https:\/\/a\.example\/atelier\/join\?code=(\S+)\n/.exec(stdout)!;
  await join(code!, { name: 'Ada', email: 'ada@example.org', password: 'analytical engine' });
  expect((await listUsers()).map(({ role }) => role)).toEqual(['administrator']);
  expect((await users('list')).stdout).toBe(
    'ada@example.org\tAda\tadministrator\t0 photos, 0 paintings, 0 styles, 0 runs\n',
  );
  const reset = await users('reset-password', 'Ada@example.org');
  expect(reset).toMatchObject({ code: 0, stderr: '' });
  expect(reset.stdout).toMatch(/: (\w{4}-){3}\w{4}\n$/);
  expect(await users('reset-password', 'nobody@example.org')).toMatchObject({
    code: 2,
    stderr: 'atelier: nobody has an account as nobody@example.org\n',
  });
  await join((await users('invite')).stdout.match(/code=(\S+)/)![1]!, {
    ...{ name: 'Grace', email: 'grace@example.org', password: 'compiler of 1952' },
  });
  expect(await users('remove', 'grace@example.org')).toMatchObject({
    code: 2,
    stderr: 'atelier: nothing is removed: say --yes where nobody can be asked\n',
  });
  expect((await listUsers()).length).toBe(2);
  expect(await users('remove', 'Grace@example.org', '--yes')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(
      'go for good: 0 photos, 0 paintings, 0 styles, 0 runs, and films.',
    ) as string,
  });
  expect((await listUsers()).map(({ name }) => name)).toEqual(['Ada']);
  expect(await users('remove', 'ada@example.org', '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the only administrator') as string,
  });
});
