/** Of an error or what caused it, by its code or its words. */
const says = (error: unknown, codes: RegExp, words: RegExp): boolean => {
  if (!(error instanceof Error)) return false;
  const { code, message, cause } = error as Error & { code?: string };
  return codes.test(code ?? '') || words.test(message) || says(cause, codes, words);
};

/** Whether a disk, here or of the database, had no room: ENOSPC, EDQUOT, or PostgreSQL's 53100, which Prisma puts into its words. */
export const isNoSpace = (error: unknown): boolean =>
  says(error, /^(ENOSPC|EDQUOT|53100)$/, /Code: `53100`|no space left on device/i);

/** Whether the database did not answer, or ended the connection: it is down, starts, or stops. Prisma has codes of its own. */
export const isAway = (error: unknown): boolean =>
  says(
    error,
    /^(P1001|P1002|P1017|57P0[123]|08\d\d\d|ECONNREFUSED|ECONNRESET|EPIPE)$/,
    /Code: `(57P0[123]|08\d\d\d)`|connection terminated|the connection to the database was lost/i,
  );
