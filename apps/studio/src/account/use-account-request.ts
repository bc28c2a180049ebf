import { useState } from 'react';
import { at } from '@/contracts/base-path.ts';
import { forgetAll } from '@/contracts/kept-pages.ts';
import { ask } from '@/trpc/ask.ts';
import { useFailure } from '@/ui/use-failure.ts';

/** Sends a form about accounts; `failure` says in words what did not do. */
export function useAccountRequest(action: 'sign-in' | 'sign-out' | 'join' | 'password') {
  const failure = useFailure();
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState<string>();

  /** Whether it was done. */
  async function send(fields: object): Promise<boolean> {
    setPending(true);
    setSaid(undefined);
    try {
      await ask(at(`/api/account/${action}`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      });
      if (action === 'sign-out') await forgetAll();
      return true;
    } catch (error) {
      setSaid(failure(error));
    } finally {
      setPending(false);
    }
    return false;
  }

  return { send, pending, failure: said };
}
