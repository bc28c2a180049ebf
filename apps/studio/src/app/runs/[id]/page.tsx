import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { namesIn } from '@/i18n/names.ts';
import { RunDetails } from '@/runs/run.tsx';
import { runAt } from '@/server/address.ts';
import { apiFor } from '@/server/router.ts';
import { viewer } from '@/server/viewer.ts';

type Props = PageProps<'/runs/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ style }, t] = await Promise.all([runAt((await params).id), getTranslations('run')]);
  return { title: t('title', { title: namesIn(await getLocale()).title(style) }) };
}

export default async function RunPage({ params }: Props) {
  const { id } = await runAt((await params).id);
  return <RunDetails key={id} initial={await apiFor(await viewer()).runs.view({ id })} />;
}
