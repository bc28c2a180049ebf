import { idsNow } from '@atelier/log';
import { type Reason, Refused } from '../contracts/refused.ts';

/** For a visitor, of a fault whose words may name what is inside; with the id by which the log has it. */
export const logSaysWhy = (requestId: string | undefined = idsNow().requestId): string =>
  `the studio could not do this; its log says why${requestId ? `, at request ${requestId}` : ''}`;

/** The same, as pages have words for it. */
const inLog = (request: string = idsNow().requestId ?? '–') => ({ kind: 'inLog' as const, request });

/** Why a thing was not done, as pages say it: what is refused says so itself, of a fault the log does. */
export const reasonFor = (error: unknown, request?: string): Reason =>
  error instanceof Refused ? error.reason : inLog(request);
