'use client';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useFailure } from '@/ui/use-failure.ts';

/** Offers the loss network that sees strokes, and says what a training without it comes to. */
export function FetchVgg() {
  const t = useTranslations('train.vgg');
  const failure = useFailure();
  const router = useRouter();
  const trpc = useTRPC();
  const fetchVgg = useMutation(trpc.runs.fetchVgg.mutationOptions({ onSuccess: () => router.refresh() }));
  return (
    <section aria-label={t('title')} className="rounded-md border border-line bg-paper p-4">
      <h3 className="font-medium">{t('title')}</h3>
      <p className="mt-1 text-soft">{t('text')}</p>
      <Button className="mt-3" disabled={fetchVgg.isPending} onClick={() => fetchVgg.mutate()}>
        <Download aria-hidden />
        {fetchVgg.isPending ? t('fetching') : t('fetch')}
      </Button>
      {fetchVgg.error && (
        <div className="mt-3">
          <Failure>{t('failed', { detail: failure(fetchVgg.error) })}</Failure>
        </div>
      )}
    </section>
  );
}
