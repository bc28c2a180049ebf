import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Run } from '@/runs/run.tsx';
import { runAt } from '@/server/address.ts';
import { api } from '@/server/router.ts';

type Props = PageProps<'/runs/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ style }, t] = await Promise.all([runAt((await params).id), getTranslations('run')]);
  return { title: t('title', { title: style.title }) };
}

export default async function RunPage({ params }: Props) {
  const { id } = await runAt((await params).id);
  return <Run key={id} initial={await api.runs.view({ id })} />;
}
