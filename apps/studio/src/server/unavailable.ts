import { databaseAnswers, isAway, isNoSpace } from '@atelier/db';
import { Refused } from '../contracts/refused.ts';
import type { Unavailable } from '../contracts/unavailable.ts';

/** What is for a while as it is, and no fault of the studio's; undefined for every other error. */
export async function unavailable(error: unknown): Promise<Unavailable | undefined> {
  if (error instanceof Refused) return undefined;
  if (isNoSpace(error)) return 'noSpace';
  return isAway(error) || !(await databaseAnswers()) ? 'away' : undefined;
}
