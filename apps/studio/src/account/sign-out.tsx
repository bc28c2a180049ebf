'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useAccountRequest } from './use-account-request.ts';
import { at } from '@/contracts/base-path.ts';

/** In this browser, or in all of them. */
export function SignOut() {
  const t = useTranslations('account');
  const { send, pending, failure } = useAccountRequest('sign-out');
  const leave = async (everywhere: boolean) =>
    (await send({ everywhere })) && location.assign(at('/sign-in'));
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <Button disabled={pending} onClick={() => void leave(false)}>
          {t('signOut')}
        </Button>
        <Button disabled={pending} onClick={() => void leave(true)}>
          {t('signOutEverywhere')}
        </Button>
      </div>
      {failure && (
        <div className="mt-4">
          <Failure>{failure}</Failure>
        </div>
      )}
    </>
  );
}
