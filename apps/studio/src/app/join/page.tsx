import { hasUsers, isInvited, PASSWORD_LENGTH } from '@atelier/db';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { Join } from '@/account/join.tsx';
import { Threshold } from '../threshold.tsx';
import { env } from '@/server/env.ts';
import { visitor } from '@/server/viewer.ts';
import { Failure } from '@/ui/notice.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('join') };
}

export default async function JoinPage({ searchParams }: PageProps<'/join'>) {
  if (env.ATELIER_ACCOUNTS === 'off') notFound();
  if (await visitor()) redirect('/');
  const { code } = await searchParams;
  const given = typeof code === 'string' && code !== '' && !code.includes('\0') ? code : undefined;
  const [first, holds, t, refusals] = await Promise.all([
    hasUsers().then((has) => !has),
    given === undefined ? true : isInvited(given),
    getTranslations('account'),
    getTranslations('refusals'),
  ]);
  return (
    <Threshold title={t(first ? 'firstTitle' : 'joinTitle')} intro={t(first ? 'firstIntro' : 'joinIntro')}>
      {!holds && (
        <div className="mb-6">
          <Failure>{refusals('code')}</Failure>
        </div>
      )}
      <Join code={holds ? given : undefined} least={PASSWORD_LENGTH.least} />
      {!first && (
        <p className="mt-8 text-sm">
          <Link href="/sign-in" className="underline decoration-seal underline-offset-4">
            {t('haveOne')}
          </Link>
        </p>
      )}
    </Threshold>
  );
}
