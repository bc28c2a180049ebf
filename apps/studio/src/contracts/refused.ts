import type { Why } from '@atelier/db';
import type { AccountRefusal } from './account.ts';
import type { Refusal } from './upload.ts';

/** Why a thing was not done, of which pages have words in each language: a sentence, or of pictures and accounts a word for it. */
export type Reason = Why | Refusal | AccountRefusal;

/** What the studio answers where it does not do a thing; `detail` is for programs. */
export interface RefusedAnswer {
  reason: Reason;
  detail?: string;
}

/** What was asked for is not done: in English, and as what a page has words for. */
export class Refused extends Error {
  constructor(
    readonly reason: Reason,
    detail = '',
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** What browsers throw (DOMException's names, WHATWG Web IDL), of a file that was chosen, of their storage, and of films. */
const THROWN: Record<string, Why> = {
  NotFoundError: { kind: 'fileGone' },
  NotReadableError: { kind: 'fileGone' },
  QuotaExceededError: { kind: 'browserFull' },
  NotSupportedError: { kind: 'notInBrowser' },
  EncodingError: { kind: 'coding' },
};

/** Why not, of an error, of an answer of the API, or of what stands as failed. */
export function reasonOf(failed: unknown): Reason {
  const { reason, data, meta, message, name } = failed as {
    reason?: Reason;
    /** Of an answer of the API. */
    data?: { reason?: Reason } | null;
    meta?: { response?: Response };
    message?: string;
    name?: string;
  };
  const said = reason ?? data?.reason;
  if (said) return said;
  if (name !== 'TRPCClientError')
    return THROWN[name ?? ''] ?? { kind: 'inBrowser', words: message ?? String(failed) };
  const status = meta?.response?.status;
  return status === undefined || status === 200 ? { kind: 'noAnswer' } : statusReason(status);
}

/** By its status alone. */
export function statusReason(status: number): Why {
  const kind = ({ 401: 'signedOut', 503: 'away', 507: 'noSpace' } as const)[status];
  return kind ? { kind } : { kind: 'otherAnswer', status };
}
