import type { DestinationStream, Logger } from 'pino';

/** From `ATELIER_LOG_LEVEL` on, `info` without it; passwords, codes, tokens and cookies are left out of every line. */
export const log: Logger;

/** Whatever is logged by `work`, and by what that calls and waits for, names these: `requestId`, `runId`, `filmId`, `jobId`. */
export function within<Result>(ids: Readonly<Record<string, string>>, work: () => Result): Result;

/** What `within` names here. */
export function idsNow(): Readonly<Record<string, string>>;

/** A line without what opens something to whoever reads it. */
export function withoutSecrets(line: string): string;

/** A log as `log` is, elsewhere. */
export function logTo(destination: DestinationStream): Logger;
