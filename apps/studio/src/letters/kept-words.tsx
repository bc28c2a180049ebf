'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { at } from '@/contracts/base-path.ts';
import { useRestore } from '@/deleted/use-restore.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';

/** The words that somebody keeps, newest first: each leads to the page as it was. */
export function KeptWords() {
  const t = useTranslations('letters');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: words } = useQuery(trpc.words.list.queryOptions());
  const { offer } = useRestore();
  const forget = useMutation(
    trpc.words.delete.mutationOptions({
      onSuccess: (_, { id }) => offer(t('forgotten'), 'word', id),
      onError: useActionFailed(),
      onSettled: () => queries.invalidateQueries(trpc.words.list.queryFilter()),
    }),
  );
  return (
    <section aria-labelledby="kept-words" className="mt-14 border-t border-line pt-8">
      <h2 id="kept-words" className="text-lg">
        {t('kept')}
      </h2>
      {words?.length === 0 && <p className="mt-2 text-soft">{t('keptEmpty')}</p>}
      <ul className="mt-5 grid grid-cols-2 gap-5 sm:grid-cols-3 lg:grid-cols-5">
        {words?.map(({ id, text, address, width, height }) => (
          <li key={id} className="flex flex-col rounded-lg border border-line bg-see-through">
            <Link
              href={`/letters${address}`}
              aria-label={t('open', { text })}
              className="flex grow items-center justify-center p-4"
            >
              <img
                src={at(`/api/letters/words/${id}`)}
                alt=""
                {...{ width, height }}
                loading="lazy"
                className="h-24 w-full object-contain"
              />
            </Link>
            <Button
              size="small"
              className="m-2 self-end"
              aria-label={t('forget', { text })}
              onClick={() => forget.mutate({ id })}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
