import { hasUsers } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound, redirect } from 'next/navigation';
import { SignIn } from '@/account/sign-in.tsx';
import { Threshold } from '../threshold.tsx';
import { env } from '@/server/env.ts';
import { visitor } from '@/server/viewer.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('signIn') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { to: asked } = await searchParams;
  // Only to a page of the studio's own.
  const to = typeof asked === 'string' && /^\/(?![/\\])/.test(asked) ? asked : '/';
  if (env.ATELIER_ACCOUNTS === 'off') notFound();
  if (await visitor()) redirect(to);
  if (!(await hasUsers())) redirect('/join');
  const t = await getTranslations('account');
  return (
    <Threshold title={t('signInTitle')} intro={t('signInIntro')}>
      <SignIn to={to} />
      <p className="mt-8 text-xs text-soft">{t('forgotten')}</p>
    </Threshold>
  );
}
