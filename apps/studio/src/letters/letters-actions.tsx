'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Download, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Facts } from '@/ui/facts.tsx';
import { formats, type Lettering, letteringQuery, letteringUrl } from '@/contracts/lettering.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { type LettersState, serializeLetters } from './letters-address.ts';

interface LettersActionsProps {
  order: Lettering;
  state: LettersState;
  /** That can be painted again by themselves, in the order in which they are counted. */
  letters: string[];
  onChange: (change: Partial<LettersState>) => void;
}

/** Saves a painted word, keeps it, paints it again, or one of its letters. */
export function LettersActions({ order, state, letters, onChange }: LettersActionsProps) {
  const t = useTranslations('letters');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const keep = useMutation(
    trpc.words.keep.mutationOptions({
      onError: useActionFailed(),
      onSettled: () => queries.invalidateQueries(trpc.words.list.queryFilter()),
    }),
  );
  const name = order.text.replace(/\s+/g, ' ').slice(0, 40);
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-3">
        <Button onClick={() => onChange({ seed: state.seed + 1, again: '' })}>
          <RefreshCw aria-hidden />
          {t('again')}
        </Button>
        <Button
          disabled={keep.isPending}
          onClick={() =>
            keep.mutate({
              order: letteringQuery(order),
              address: serializeLetters({ ...state, text: order.text }),
            })
          }
        >
          <Bookmark aria-hidden />
          {t('keep')}
        </Button>
      </div>
      <div role="group" aria-label={t('format')} className="mt-3 flex flex-wrap items-center gap-2">
        <span aria-hidden className="text-xs text-soft">
          {t('format')}
        </span>
        {formats
          .filter((format) => !(order.sheet && format === 'svg'))
          .map((format) => (
            <Button asChild key={format} size="small" look={format === 'png' ? 'seal' : 'outline'}>
              <a href={letteringUrl({ ...order, format })} download={`${name}.${format}`}>
                <Download aria-hidden />
                {t(`formats.${format}`)}
              </a>
            </Button>
          ))}
      </div>
      {letters.length > 1 && letters.length <= 40 && (
        <div role="group" aria-label={t('letters')} className="mt-5">
          <p className="text-xs text-soft">
            <Facts of={[t('letters'), t('lettersHint')]} />
          </p>
          <div className="mt-1.5 flex flex-wrap gap-1.5">
            {letters.map((letter, k) => (
              <Button
                key={k}
                size="small"
                className="min-w-9 px-2 font-serif text-base"
                aria-label={t('letterAgain', { letter })}
                onClick={() => onChange({ again: [...(state.again ? [state.again] : []), k + 1].join(',') })}
              >
                {letter}
              </Button>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
