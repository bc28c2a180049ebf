/** What the studio says where a disk of its is full; pages have it in their language. */
export const NO_SPACE = 'there is no space left on the disk of the studio: free some, then try again';
