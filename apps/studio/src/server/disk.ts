/** Whether the database, or the system, had no room: its own words, as Prisma passes on no code (PostgreSQL's is 53100). */
export function isDiskFull(error: unknown): boolean {
  const { message, cause } = error as { message?: string; cause?: unknown };
  return /no space left|disk quota exceeded|ENOSPC|53100/i.test(`${message} ${JSON.stringify(cause)}`);
}
