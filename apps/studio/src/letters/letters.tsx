'use client';
import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useDeferredValue } from 'react';
import { type Lettering, OWN_TEXTURE, sizes } from '@/contracts/lettering.ts';
import { DeletedLink } from '@/deleted/deleted-link.tsx';
import { cn } from '@/ui/class-names.ts';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import { useAddress } from '@/ui/use-address.ts';
import { KeptWords } from './kept-words.tsx';
import { grounds, lettersAddress } from './letters-address.ts';
import { LettersForm } from './letters-form.tsx';
import { LettersActions } from './letters-actions.tsx';
import { useWord } from './use-word.ts';

/** A word in a painter's hand, painted while it is typed. */
export function Letters({ styles }: { styles: Style[] }) {
  const t = useTranslations('letters');
  const failure = useFailure();
  const [state, setState] = useAddress(lettersAddress);
  const style = styles.find(({ slug }) => slug === state.style) ?? styles[0];
  const list = state.what === 'list';
  const text = useDeferredValue(state.text.trim() ? state.text : list ? 'A-H' : t('example'));
  const size = sizes.find((each) => each === state.size) ?? 512;
  const { way, texture, photo, picture, mask, font, align, vertical, seed, again, ground } = state;
  const order: Lettering = {
    ...{ text, way, texture, photo, picture, mask, font, align, vertical, size, seed, again },
    sheet: list,
    checkpoint: way === 'texture' ? '' : (style?.published?.id ?? ''),
    ground: grounds[ground],
    format: 'png',
  };
  const ready = way === 'texture' ? texture !== OWN_TEXTURE || picture !== '' : order.checkpoint !== '';
  const { word, done } = useWord(order, ready);
  const percent = done === null ? null : Math.floor(100 * done);

  return (
    <>
      <div className="grid grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <div
            aria-busy={word.isFetching}
            className={cn(
              'flex min-h-72 items-center justify-center rounded-lg border border-line p-6',
              !grounds[ground] && 'bg-see-through',
            )}
            style={{ background: grounds[ground] || undefined }}
          >
            {word.data ? (
              <img
                src={word.data.url}
                alt={t('picture', { text })}
                className={cn('max-h-[60vh] max-w-full transition-opacity', word.isFetching && 'opacity-40')}
              />
            ) : (
              // What is on its way.
              <span
                aria-hidden
                className="line-clamp-2 text-center font-serif text-[4rem]/tight break-words text-[gray] opacity-40"
              >
                {text}
              </span>
            )}
          </div>
          <div className="mt-2 h-1">{word.isFetching && <Meter label={t('painting')} value={done} />}</div>
          <p role="status" className="mt-1 min-h-5 text-xs text-soft">
            {word.isFetching && (percent === null ? t('painting') : t('paintingDone', { percent }))}
          </p>
          {word.error && !word.isFetching && (
            <Failure detail={failure(word.error)}>{t('notPainted')}</Failure>
          )}
          {ready && (
            <LettersActions
              {...{ order, state }}
              letters={word.isFetching || list ? [] : (word.data?.letters ?? [])}
              onChange={(change) => void setState(change)}
            />
          )}
        </div>
        <LettersForm {...{ styles, style, state }} onChange={(change) => void setState(change)} />
      </div>
      <KeptWords />
      <DeletedLink />
    </>
  );
}
