import { INVITATION_DAYS, PASSWORD_LENGTH } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { Email } from '@/account/email.tsx';
import { PasswordForm } from '@/account/password-form.tsx';
import { People } from '@/account/people.tsx';
import { SignOut } from '@/account/sign-out.tsx';
import { apiFor } from '@/server/router.ts';
import { viewer } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('title') };
}

export default async function AccountPage() {
  const visitor = await viewer();
  const { account, administrator } = visitor;
  if (!account) notFound();
  const [people, t] = await Promise.all([
    administrator ? apiFor(visitor).accounts.list() : undefined,
    getTranslations('account'),
  ]);
  return (
    <div className="max-w-4xl pt-6">
      <h1 className="text-2xl">{account.name}</h1>
      <p className="mt-1 mb-6 wrap-break-word text-soft">
        <Email address={account.email} />
      </p>
      <SignOut />
      <section className="mt-14 max-w-sm">
        <h2 className="mb-5 text-lg">{t('passwordTitle')}</h2>
        <PasswordForm least={PASSWORD_LENGTH.least} />
      </section>
      {people && (
        <section className="mt-16">
          <h2 className="text-lg">{t('people')}</h2>
          <p className="mt-2 mb-5 max-w-prose text-soft">{t('peopleHint')}</p>
          <People people={people} days={INVITATION_DAYS} />
        </section>
      )}
    </div>
  );
}
