import { type APIRequestContext, expect } from '@playwright/test';
import { type Answer, query } from '../visitor.ts';

/** The answer of a query of the studio's. */
export async function ask<T>(request: APIRequestContext, procedure: string, input: object): Promise<T> {
  const answer = await request.get(query(procedure, input));
  return ((await answer.json()) as Answer<T>).result.data.json;
}

/** Has the studio do something; expects that it does. */
export async function tell<T>(request: APIRequestContext, procedure: string, input: object): Promise<T> {
  const answer = await request.post(`/api/trpc/${procedure}`, { data: { json: input } });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as Answer<T>).result.data.json;
}
