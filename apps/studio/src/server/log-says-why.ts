import { idsNow } from '@atelier/log';

/** For a visitor, of a fault whose words may name what is inside; with the id by which the log has it. */
export const logSaysWhy = (requestId: string | undefined = idsNow().requestId): string =>
  `the studio could not do this; its log says why${requestId ? `, at request ${requestId}` : ''}`;

/** The same, as pages have words for it. */
export const inLog = (request: string = idsNow().requestId ?? '–') => ({ kind: 'inLog' as const, request });
