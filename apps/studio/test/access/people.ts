import { ask, cookieOf } from './requests.ts';
import { invite, setUpCode } from '@atelier/db';
import { useFreshDatabase } from '@atelier/db/test';
import pg from 'pg';
import { beforeAll } from 'vitest';
import { POST as postJoin } from '@/app/api/account/join/route.ts';

export const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'analytical engine' };
export const grace = { name: 'Grace Hopper', email: 'grace@example.org', password: 'compiler of 1952' };

export interface People {
  /** Who is signed in; known once a test runs. */
  cookies: { adas: string; graces: string };
  query: (text: string, values?: string[]) => Promise<Record<string, string | undefined>[]>;
  row: (text: string, value: string) => Promise<Record<string, string | undefined>>;
}

/** A studio for this test file in which two people have accounts: Ada, who administers it, and Grace. */
export function usePeople(): People {
  const url = useFreshDatabase();
  const cookies = { adas: '', graces: '' };
  beforeAll(async () => {
    const join = async (body: object) => cookieOf(await ask(postJoin, '/api/account/join', { body }));
    cookies.adas = await join({ ...ada, code: await setUpCode() });
    cookies.graces = await join({ ...grace, code: await invite() });
  });
  const query: People['query'] = async (text, values = []) => {
    const client = new pg.Client({ connectionString: url() });
    await client.connect();
    try {
      return (await client.query<Record<string, string>>(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  return { cookies, query, row: async (text, value) => (await query(text, [value]))[0]! };
}
