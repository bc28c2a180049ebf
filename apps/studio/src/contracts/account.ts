/** What became of asking for something of one's account; the message catalogue has words for each. */
export type AccountRefusal = 'wrong' | 'tooOften' | 'password' | 'code' | 'taken' | 'fields';
