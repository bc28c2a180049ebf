/** What was asked for is not there, or not any more. */
export class NotFoundError extends Error {}

/** What was asked for. @throws NotFoundError where there is none such */
export function found<T>(row: T | null, what: string): T {
  if (row === null) throw new NotFoundError(`there is no such ${what} any more`);
  return row;
}
