import { focusManager } from '@tanstack/react-query';

/** Asked for so often, in milliseconds, while there is no live connection. */
const POLL = 3_000;
/** The same while another tab is looked at, which only the tab's title and the notification are asked for. */
const POLL_HIDDEN = 10_000;

/**
 * The options of a query whose answer is kept up to date by a subscription, and asked for anew where that is not there.
 * @param over whether nothing will change any more
 */
export const asked = (live: 'idle' | 'connecting' | 'pending' | 'error', over = false) => ({
  staleTime: Infinity,
  // What was told while nobody looked is missing: a page that comes back starts from what the server gave it.
  gcTime: 0,
  refetchInterval:
    live === 'pending' || over ? (false as const) : () => (focusManager.isFocused() ? POLL : POLL_HIDDEN),
});
