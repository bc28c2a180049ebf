import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AccountRefusal } from '@/contracts/account.ts';
import { at } from '@/contracts/base-path.ts';
import { forgetAll } from '@/contracts/kept-pages.ts';
import { unavailableBy } from '@/contracts/unavailable.ts';

/** Sends a form about accounts; `failure` says in words what did not do. */
export function useAccountRequest(action: 'sign-in' | 'sign-out' | 'join' | 'password') {
  const t = useTranslations('account.failures');
  const all = useTranslations('failures');
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  /** Whether it was done. */
  async function send(fields: object): Promise<boolean> {
    setPending(true);
    setFailure(undefined);
    try {
      const answer = await fetch(at(`/api/account/${action}`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fields),
      });
      if (answer.ok && action === 'sign-out') await forgetAll();
      if (answer.ok) return true;
      const why = unavailableBy('', answer.status);
      if (why) {
        setFailure(all(why));
        return false;
      }
      const json = answer.headers.get('content-type')?.includes('json');
      const { reason } = (json ? await answer.json() : {}) as { reason?: AccountRefusal };
      setFailure(reason ? t(reason) : t('other', { detail: answer.statusText || String(answer.status) }));
    } catch (error) {
      setFailure(t('other', { detail: String(error) }));
    } finally {
      setPending(false);
    }
    return false;
  }

  return { send, pending, failure };
}
