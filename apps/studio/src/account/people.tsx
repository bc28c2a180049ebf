'use client';
import type { UserSummary } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { Copy, UserPlus } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '@/ui/toast.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Switch } from '@/ui/switch.tsx';
import { at } from '@/contracts/base-path.ts';
import { Email } from './email.tsx';

/** Who has an account and how much is theirs; and inviting others. */
export function People({ people, days }: { people: UserSummary[]; days: number }) {
  const t = useTranslations('account');
  const format = useFormatter();
  const columns = ['photos', 'paintings', 'styles', 'runs'] as const;
  return (
    <>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={t('people')}>
        <table className="w-full border-collapse text-left tabular-nums">
          <thead>
            <tr className="border-b border-edge text-xs text-soft">
              <th scope="col" className="py-2 pr-4 font-medium">
                {t('who')}
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="px-1.5 py-2 text-right font-medium whitespace-nowrap sm:px-3"
                >
                  {t(`counts.${column}`)}
                </th>
              ))}
              <th scope="col" className="py-2 pl-4 text-right font-medium max-sm:hidden">
                {t('since')}
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className="border-b border-line">
                <th scope="row" className="min-w-28 py-3 pr-4 font-normal">
                  <span className="font-medium">{person.name}</span>
                  {person.role === 'administrator' && (
                    <span className="ml-2 text-xs text-soft">{t('administrator')}</span>
                  )}
                  <br />
                  <span className="text-xs wrap-break-word text-soft">
                    <Email address={person.email} />
                  </span>
                </th>
                {columns.map((column) => (
                  <td key={column} className="px-1.5 py-3 text-right sm:px-3">
                    {format.number(person[column])}
                  </td>
                ))}
                <td className="py-3 pl-4 text-right whitespace-nowrap text-soft max-sm:hidden">
                  {format.dateTime(person.createdAt, { dateStyle: 'medium' })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Invite days={days} />
    </>
  );
}

/** It is the last thing on a page that may be full already. */
const show = (link: HTMLElement | null) => link?.scrollIntoView({ block: 'nearest' });

function Invite({ days }: { days: number }) {
  const t = useTranslations('account');
  const failure = useFailure();
  const trpc = useTRPC();
  const [administrator, setAdministrator] = useState(false);
  const invite = useMutation(trpc.accounts.invite.mutationOptions());
  const link = invite.data && location.origin + at(`/join?code=${invite.data.code}`);
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => toast.success(t('copied')),
      () => toast.error(t('notCopied')),
    );
  return (
    <div className="mt-8 grid max-w-xl gap-4">
      <Switch
        label={t('inviteAdministrator')}
        hint={t('inviteAdministratorHint')}
        checked={administrator}
        onChange={setAdministrator}
      />
      <Button
        className="justify-self-start"
        disabled={invite.isPending}
        onClick={() => invite.mutate({ role: administrator ? 'administrator' : 'member' })}
      >
        <UserPlus aria-hidden />
        {t('invite')}
      </Button>
      {invite.error && <Failure>{failure(invite.error)}</Failure>}
      {link && (
        <div role="status" ref={show} className="scroll-mb-4 rounded-md border border-line bg-paper p-4">
          <p className="text-xs text-soft">{t('inviteLink', { days })}</p>
          <p className="mt-2 font-mono text-xs break-all select-all">{link}</p>
          {/* Browsers give the clipboard only to pages that came safely. */}
          {globalThis.isSecureContext && (
            <Button size="small" className="mt-3" onClick={() => void copy(link)}>
              <Copy aria-hidden />
              {t('copy')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
