'use client';
import type { Deleted } from '@atelier/db';
import { useQuery } from '@tanstack/react-query';
import { Type, Undo2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Empty } from '@/ui/notice.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { useRestore } from './use-restore.ts';

const DAY = 86_400_000;

/** What was deleted, the latest first, each with a button that takes it back. */
export function DeletedList({ initial, keptDays }: { initial: Deleted[]; keptDays: number }) {
  const t = useTranslations('deleted');
  const names = useNames();
  const format = useFormatter();
  const trpc = useTRPC();
  const { data: things } = useQuery(trpc.deleted.list.queryOptions(undefined, { initialData: initial }));
  const { restore } = useRestore();
  const called = ({ kind, name, slug }: Pick<Deleted, 'kind' | 'name' | 'slug'>) => {
    const what = t(`kinds.${kind}`);
    if (!name) return what;
    if (slug) return t('named', { what, name: names.title({ slug, title: name }) });
    const pictured = kind === 'photo' || kind === 'painting';
    return t('named', { what, name: pictured ? names.photo({ alt: name }) : name });
  };
  if (things.length === 0) return <Empty title={t('empty')}>{t('emptyHint')}</Empty>;
  return (
    <ul className="border-t border-line">
      {things.map(({ kind, id, name, slug, image, deletedAt }) => (
        <li key={id} className="flex items-center gap-5 border-b border-line py-4">
          {image ? (
            <Fitted
              box={1}
              image={image}
              alt=""
              sizes="5rem"
              className="shadow-frame"
              boxClassName="w-16 shrink-0 items-center"
            />
          ) : (
            <span className="flex aspect-square w-16 shrink-0 items-center justify-center text-soft">
              <Type aria-hidden />
            </span>
          )}
          <div className="min-w-0 flex-1">
            <p className="truncate">{called({ kind, name, slug })}</p>
            <p className="text-xs text-soft">
              {t('until', {
                day: format.dateTime(new Date(deletedAt.getTime() + keptDays * DAY), {
                  day: 'numeric',
                  month: 'long',
                }),
              })}
            </p>
          </div>
          <Button size="small" onClick={() => restore({ kind, id })}>
            <Undo2 aria-hidden />
            {t('restore')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
