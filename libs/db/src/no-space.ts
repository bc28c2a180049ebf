/** Whether a disk, here or of the database, had no room: ENOSPC, EDQUOT, or PostgreSQL's 53100, which Prisma puts into its words. */
export function isNoSpace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message, cause } = error as Error & { code?: string };
  return (
    ['ENOSPC', 'EDQUOT', '53100'].includes(code ?? '') ||
    /Code: `53100`|no space left on device/i.test(message) ||
    isNoSpace(cause)
  );
}
