/** Why the studio can do nothing for a while, whoever asks: a disk of its is full, or its database does not answer. */
export type Unavailable = 'noSpace' | 'away';

/** What it says then; pages have it in their language. */
export const UNAVAILABLE: Record<Unavailable, string> = {
  noSpace: 'there is no space left on the disk of the studio: free some, then try again',
  away: 'one moment: the studio is waiting for its database; try again',
};

/** As answers have it. */
export const UNAVAILABLE_STATUS: Record<Unavailable, number> = { noSpace: 507, away: 503 };

/** Which of them an answer is, by its message or its status. */
export const unavailableBy = (message: string, status?: number): Unavailable | undefined =>
  (['noSpace', 'away'] as const).find(
    (why) => UNAVAILABLE[why] === message || UNAVAILABLE_STATUS[why] === status,
  );
