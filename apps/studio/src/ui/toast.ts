import type { ExternalToast } from 'sonner';

let ask: () => void;
let stand: () => void;

/** What `shell/toasts.tsx` waits for, and what it tells: what is said waits until there is a place for it. */
export const toaster = {
  asked: new Promise<void>((resolve) => (ask = resolve)),
  ask: () => ask(),
  stands: new Promise<void>((resolve) => (stand = resolve)),
  stand: () => stand(),
};

const say = (kind: 'success' | 'error' | 'info') => (message: string, options?: ExternalToast) => {
  toaster.ask();
  void toaster.stands.then(() => import('sonner')).then(({ toast }) => toast[kind](message, options));
};

/** Says what has happened, for a moment, over the page. */
export const toast = { success: say('success'), error: say('error'), info: say('info') };
