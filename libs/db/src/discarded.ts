/** Of something that is deleted for good: only if somebody discarded it before that moment, and it is not restored since. */
export interface Discarded {
  deletedAt?: { lt: Date };
}
