'use client';
import { alignments } from '@atelier/lettering/choices';
import type { Style } from '@atelier/db';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useDeferredValue, useEffect } from 'react';
import { fonts, type Lettering, letteringUrl, sizes, ways } from '@/contracts/lettering.ts';
import { useNames } from '@/i18n/use-names.ts';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { cn } from '@/ui/class-names.ts';
import { SelectField } from '@/ui/field.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { Switch } from '@/ui/switch.tsx';

/** The whole state of the page stands in its address. */
const address = {
  text: parseAsString.withDefault(''),
  style: parseAsString.withDefault('starry-night'),
  way: parseAsStringLiteral(ways).withDefault('drawn'),
  font: parseAsStringLiteral(fonts).withDefault('auto'),
  align: parseAsStringLiteral(alignments).withDefault('start'),
  vertical: parseAsBoolean.withDefault(false),
  size: parseAsInteger.withDefault(512),
  seed: parseAsInteger.withDefault(1),
};

/** A word in a painter's hand, painted while it is typed. */
export function Letters({ styles }: { styles: Style[] }) {
  const t = useTranslations('letters');
  const names = useNames();
  const [state, setState] = useQueryStates(address);
  const style = styles.find(({ slug }) => slug === state.style) ?? styles[0];
  const text = useDeferredValue(state.text.trim() ? state.text : t('example'));
  const size = sizes.find((each) => each === state.size) ?? 512;
  const { way, font, align, vertical, seed } = state;
  const order: Lettering = {
    ...{ text, way, font, align, vertical, size, seed },
    checkpoint: style?.published?.id ?? '',
  };
  const word = useQuery({
    queryKey: ['word', order],
    enabled: order.checkpoint !== '',
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }) => {
      await rest(signal);
      const answer = await fetch(letteringUrl(order), { signal });
      if (!answer.ok) throw new Error(await answer.text());
      return URL.createObjectURL(await answer.blob());
    },
  });
  useEffect(() => () => (word.data ? URL.revokeObjectURL(word.data) : undefined), [word.data]);

  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[1fr_22rem]">
      <div className="min-w-0">
        <div
          aria-busy={word.isFetching}
          className="flex min-h-72 items-center justify-center rounded-lg border border-line bg-white p-6"
        >
          {word.data && (
            <img
              src={word.data}
              alt={t('picture', { text })}
              className={cn('max-h-[60vh] max-w-full transition-opacity', word.isFetching && 'opacity-40')}
            />
          )}
        </div>
        <p role="status" className="mt-2 min-h-5 text-xs text-soft">
          {word.isFetching && t('painting')}
        </p>
        {word.error && !word.isFetching && <Failure>{word.error.message}</Failure>}
        <div className="mt-3 flex flex-wrap gap-3">
          <Button asChild look="seal">
            <a href={letteringUrl(order)} download={`${text.replace(/\s+/g, ' ').slice(0, 40)}.png`}>
              <Download aria-hidden />
              {t('save')}
            </a>
          </Button>
          <Button onClick={() => void setState({ seed: state.seed + 1 })}>
            <RefreshCw aria-hidden />
            {t('again')}
          </Button>
        </div>
      </div>
      <form className="space-y-6" onSubmit={(event) => event.preventDefault()}>
        <div>
          <label htmlFor="letters-text" className="mb-1 block font-medium">
            {t('text')}
          </label>
          <textarea
            id="letters-text"
            rows={2}
            maxLength={400}
            placeholder={t('example')}
            value={state.text}
            onChange={({ target }) => void setState({ text: target.value })}
            className="w-full rounded-md border border-edge bg-paper px-3 py-2 font-serif text-lg text-ink placeholder:text-soft"
          />
        </div>
        <div role="group" aria-label={t('style')} className="grid grid-cols-5 gap-2">
          {styles.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-label={t('useStyle', { name: names.title(each) })}
              aria-pressed={each.id === style?.id}
              onClick={() => void setState({ style: each.slug })}
              className="rounded-frame ring-seal ring-offset-2 ring-offset-wall aria-pressed:ring-2"
            >
              <Picture
                image={each.image}
                alt=""
                sizes="96px"
                className="aspect-square w-full rounded-frame object-cover"
              />
            </button>
          ))}
        </div>
        <div>
          <Choice
            label={t('way')}
            value={state.way}
            onChange={(way) => void setState({ way })}
            options={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
          />
          <p className="mt-1.5 text-xs text-soft">{t(`wayHints.${state.way}`)}</p>
        </div>
        <SelectField
          label={t('font')}
          value={state.font}
          onChange={({ target }) => void setState({ font: target.value as (typeof fonts)[number] })}
        >
          {fonts.map((font) => (
            <option key={font} value={font}>
              {t(`fonts.${font}`)}
            </option>
          ))}
        </SelectField>
        <Choice
          label={t('align')}
          value={state.align}
          onChange={(align) => void setState({ align })}
          options={alignments.map((value) => ({ value, label: t(`alignments.${value}`) }))}
        />
        <Switch
          label={t('vertical')}
          checked={state.vertical}
          onChange={(vertical) => void setState({ vertical })}
        />
        <Choice
          label={t('size')}
          value={String(size)}
          onChange={(next) => void setState({ size: Number(next) })}
          options={sizes.map((value) => ({ value: String(value), label: t('pixels', { size: value }) }))}
        />
      </form>
    </div>
  );
}

/** Whoever types wants the last letter painted, not each on the way. */
const rest = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const waited = setTimeout(resolve, 500);
    signal.addEventListener('abort', () => {
      clearTimeout(waited);
      reject(signal.reason as Error);
    });
  });
