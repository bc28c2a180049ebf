'use client';
import type { Style } from '@atelier/db';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { DeletedLink } from '@/deleted/deleted-link.tsx';
import { useRestore } from '@/deleted/use-restore.ts';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { HistoryEntry, type HistoryPage } from './history-entry.tsx';

/** Everything that was painted, newest first. */
export function History({ initial, styles }: { initial: HistoryPage; styles: Style[] }) {
  const t = useTranslations();
  const failure = useFailure();
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
        {paintings.map((painting) => (
          <HistoryEntry
            key={painting.id}
            painting={painting}
            styles={styles}
            onDelete={() => remove.mutate({ id: painting.id })}
          />
        ))}
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
