import { TRPCError } from '@trpc/server';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { Run } from '@/runs/run.tsx';
import { api } from '@/server/router.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('runs'))('title') };
}

export default async function RunPage({ params }: PageProps<'/runs/[id]'>) {
  const { id } = await params;
  const view = await api.runs.view({ id }).catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === 'NOT_FOUND') notFound();
    throw error;
  });
  return <Run key={id} initial={view} />;
}
