import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { disconnect, useDatabase } from '../src/index.ts';
import type {} from './server.ts';

/** @internal */
export { jobOf } from './run.ts';
/** @internal */
export { createStyle } from './style.ts';

/** Makes a database for this test file, in use by this process until the file is done. Returns how to get its address. @internal */
export function useFreshDatabase(): () => string {
  let url = '';
  beforeAll(async () => {
    url = await createDatabase({ template: true });
    useDatabase(url);
  });
  afterAll(async () => {
    await disconnect();
    await onServer(`drop database ${pg.escapeIdentifier(nameOf(url))} with (force)`);
  });
  return () => url;
}

/** A new database beside the template: a copy of it, or empty. @internal */
export async function createDatabase({ template }: { template: boolean }): Promise<string> {
  const url = new URL(inject('template'));
  const from = template ? ` template ${pg.escapeIdentifier(nameOf(url.href))}` : '';
  url.pathname = `/test_${randomUUID()}`;
  await onServer(`create database ${pg.escapeIdentifier(nameOf(url.href))}${from}`);
  return url.href;
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);

async function onServer(statement: string): Promise<void> {
  const url = new URL(inject('template'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
