/** What is told that its page is about to be left. */
const told = new Set<() => void>();

/** @returns ends the telling */
export function onLeave(leave: () => void): () => void {
  told.add(leave);
  return () => void told.delete(leave);
}

/** A link has been followed, or a page pushed or put in this one's place; nothing of that has been done yet. */
export const leave = () => told.forEach((each) => each());
