'use client';
import type { Stylization } from '@atelier/db';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { toast } from 'sonner';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Picture } from '@/ui/picture.tsx';
import type { StrokeSize } from './stroke-size.ts';

/** Everything that was painted, newest first. */
export function History({ initial }: { initial: Stylization[] }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: paintings } = useQuery(
    trpc.paintings.history.queryOptions(undefined, { initialData: initial }),
  );
  const remove = useMutation(
    trpc.paintings.delete.mutationOptions({
      onSuccess: () => toast.success(t('paint.historyGone')),
      onError: (error) => toast.error(t('run.actionFailed', { detail: error.message })),
      onSettled: () => queries.invalidateQueries(trpc.paintings.history.queryFilter()),
    }),
  );
  return (
    <section aria-labelledby="history" className="mt-16 border-t border-line pt-8">
      <h2 id="history" className="text-lg">
        {t('paint.history')}
      </h2>
      {paintings.length === 0 && <p className="mt-2 text-soft">{t('paint.historyEmpty')}</p>}
      <ul className="mt-5 grid grid-cols-2 gap-x-5 gap-y-7 sm:grid-cols-3 md:grid-cols-4 xl:grid-cols-6">
        {paintings.map(({ id, image, photo, checkpoint, options }) => {
          const size = (options as { size: StrokeSize }).size;
          const { slug, title } = checkpoint.style;
          return (
            <li key={id}>
              <Link
                href={`/styles/${slug}?photo=${photo.id}&checkpoint=${checkpoint.id}&size=${size}`}
                aria-label={t('paint.historyOpen', {
                  photo: photo.alt,
                  size: t(`paint.sizes.${size}`),
                  iteration: checkpoint.iteration,
                })}
              >
                <Picture
                  image={image}
                  alt=""
                  sizes="14rem"
                  className="aspect-4/3 w-full object-cover shadow-frame"
                />
              </Link>
              <div className="mt-1.5 flex items-start justify-between gap-1">
                <p className="min-w-0 text-xs">
                  <span className="block truncate font-serif text-sm italic">{title}</span>
                  <span className="text-soft tabular-nums">
                    {t('paint.checkpointName', { iteration: checkpoint.iteration })} ·{' '}
                    {t(`paint.sizes.${size}`)}
                  </span>
                </p>
                <Button
                  look="quiet"
                  className="size-8 p-0"
                  aria-label={t('paint.historyDelete', { photo: photo.alt })}
                  onClick={() => remove.mutate({ id })}
                >
                  <Trash2 aria-hidden />
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
