/** Why the studio can do nothing for a while, whoever asks: a disk of its is full, or its database does not answer. */
export type Unavailable = 'noSpace' | 'away';

/** What it says then to programs. */
export const UNAVAILABLE: Record<Unavailable, string> = {
  noSpace: 'there is no space left on the disk of the studio: free some, then try again',
  away: 'one moment: the studio is waiting for its database; try again',
};

/** As answers have it. */
export const UNAVAILABLE_STATUS: Record<Unavailable, number> = { noSpace: 507, away: 503 };
