'use client';
import type { Style } from '@atelier/db';
import type { Strokes } from '@atelier/stylize';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferProcedureOutput } from '@trpc/server';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Facts } from '@/ui/facts.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import { type AppRouter, useTRPC } from '@/trpc/client.tsx';
import { DeletedLink } from '@/deleted/deleted-link.tsx';
import { useRestore } from '@/deleted/use-restore.ts';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import type { Look } from '@/contracts/look.ts';
import { Fitted } from '@/ui/picture.tsx';
import { toAddress } from './paint-address.ts';

export type HistoryPage = inferProcedureOutput<AppRouter['paintings']['history']>;

/** Earlier versions painted a small copy, of so many `pixels` on its longer side, and kept it so. */
type PaintedWith = { strokes: Strokes; pixels?: never } | { strokes?: never; pixels: number };

/** Everything that was painted, newest first. */
export function History({ initial, styles }: { initial: HistoryPage; styles: Style[] }) {
  const t = useTranslations();
  const failure = useFailure();
  const names = useNames();
  const trpc = useTRPC();
  const actionFailed = useActionFailed();
  const { offer } = useRestore();
  const queries = useQueryClient();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } =
    useInfiniteQuery(
      trpc.paintings.history.infiniteQueryOptions(
        {},
        {
          initialData: { pages: [initial], pageParams: [null] },
          getNextPageParam: ({ next }) => next,
        },
      ),
    );
  const paintings = data.pages.flatMap((page) => page.paintings);
  const remove = useMutation(
    trpc.paintings.delete.mutationOptions({
      onSuccess: (_, { id }) => offer(t('paint.historyGone'), 'painting', id),
      onError: actionFailed,
      onSettled: () => queries.invalidateQueries(trpc.paintings.history.infiniteQueryFilter()),
    }),
  );
  return (
    <section aria-labelledby="history" className="mt-16 border-t border-line pt-8">
      <h2 id="history" className="text-lg">
        {t('paint.history')}
      </h2>
      {paintings.length === 0 && <p className="mt-2 text-soft">{t('paint.historyEmpty')}</p>}
      <ul className="mt-5 grid grid-cols-2 gap-x-5 gap-y-7 sm:grid-cols-3 md:grid-cols-4 xl:grid-cols-6">
        {paintings.map(({ id, image, photo, checkpoint, options, look }) => {
          const { strokes, pixels } = options as PaintedWith;
          const size = strokes ? t(`paint.strokeSizes.${strokes}`) : t('paint.pixels', { pixels });
          const { strength, keepColours, mix } = (look as Look | null) ?? { strength: 1, keepColours: false };
          const mixed = mix && styles.find((style) => style.slug === mix.style);
          const at = toAddress({
            photo: photo.id,
            checkpoint: checkpoint.id,
            ...(strokes && { strokes }),
            strength,
            colours: keepColours,
            ...(mixed && { mix: mixed.slug, share: mix.share }),
          });
          const { slug } = checkpoint.style;
          return (
            <li key={id}>
              <Link
                href={`/styles/${slug}${at}`}
                aria-label={t('paint.historyOpen', {
                  photo: names.photo(photo),
                  size,
                  iteration: checkpoint.iteration,
                })}
              >
                <Fitted box={4 / 3} image={image} alt="" sizes="14rem" className="shadow-frame" />
              </Link>
              <div className="mt-1.5 flex items-start justify-between gap-1">
                <p className="min-w-0 text-xs">
                  <span className="block truncate font-serif text-sm italic">
                    {names.heading(checkpoint.style)}
                  </span>
                  <Facts
                    className="text-soft tabular-nums"
                    of={[
                      t('paint.checkpointName', { iteration: checkpoint.iteration }),
                      size,
                      strength < 1 && t('paint.strengthValue', { share: strength }),
                      keepColours && t('paint.coloursKept'),
                      mixed && t('paint.mixedIn', { share: mix.share, name: names.heading(mixed) }),
                    ]}
                  />
                </p>
                <Button
                  look="quiet"
                  className="size-8 p-0"
                  aria-label={t('paint.historyDelete', { photo: names.photo(photo) })}
                  onClick={() => remove.mutate({ id })}
                >
                  <Trash2 aria-hidden />
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      {isFetchNextPageError && (
        <div className="mt-8">
          <Failure>{failure(error)}</Failure>
        </div>
      )}
      {hasNextPage && (
        <Button className="mt-8" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('paint.historyMore')}
        </Button>
      )}
      <DeletedLink />
    </section>
  );
}
