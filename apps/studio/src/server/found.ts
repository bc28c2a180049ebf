import { Refused } from '../contracts/refused.ts';

/** What was asked for is not there, or not any more. */
export class NotFoundError extends Refused {
  constructor(what: string) {
    super({ kind: 'gone' }, `there is no such ${what} any more`);
  }
}

/** What was asked for. @throws NotFoundError where there is none such */
export function found<T>(row: T | null, what: string): T {
  if (row === null) throw new NotFoundError(what);
  return row;
}
