'use client';
import { alignments, ways } from '@atelier/lettering/choices';
import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { sizes } from '@/contracts/lettering.ts';
import { Choice } from '@/ui/choice.tsx';
import { Switch } from '@/ui/switch.tsx';
import { FontField } from './font-field.tsx';
import { type Ground, grounds, type LettersState } from './letters-address.ts';
import { PictureField } from './picture-field.tsx';
import { StyleField } from './style-field.tsx';
import { TextureField } from './texture-field.tsx';

interface LettersFormProps {
  styles: Style[];
  style: Style | undefined;
  state: LettersState;
  onChange: (change: Partial<LettersState>) => void;
}

/** What is written, and how it is painted. */
export function LettersForm({ styles, style, state, onChange }: LettersFormProps) {
  const t = useTranslations('letters');
  const list = state.what === 'list';
  return (
    <form className="min-w-0 space-y-6" onSubmit={(event) => event.preventDefault()}>
      <div>
        <Choice
          label={t('what')}
          value={state.what}
          onChange={(what) => onChange({ what, text: '', again: '' })}
          options={(['text', 'list'] as const).map((value) => ({ value, label: t(`whats.${value}`) }))}
        />
        <label htmlFor="letters-text" className="mt-3 mb-1 block font-medium">
          {list ? t('list') : t('text')}
        </label>
        <textarea
          id="letters-text"
          rows={2}
          maxLength={400}
          placeholder={list ? 'A-H' : t('example')}
          value={state.text}
          onChange={({ target }) => onChange({ text: target.value, again: '' })}
          className="w-full rounded-md border border-edge bg-paper px-3 py-2 font-serif text-lg text-ink placeholder:text-soft"
        />
        {list && <p className="text-xs text-soft">{t('listHint')}</p>}
      </div>
      <div>
        <Choice
          titled
          label={t('way')}
          value={state.way}
          onChange={(way) => onChange({ way })}
          options={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
        <p className="mt-1.5 text-xs text-soft">{t(`wayHints.${state.way}`)}</p>
      </div>
      {state.way === 'texture' ? (
        <TextureField {...{ state, onChange }} />
      ) : (
        <StyleField {...{ styles, style }} onChange={(slug) => onChange({ style: slug })} />
      )}
      {state.way === 'filled' && (
        <PictureField
          label={t('photo')}
          hint={t('photoHint')}
          bring={t('bringPhoto')}
          value={state.photo}
          onChange={(photo) => onChange({ photo })}
        />
      )}
      <FontField value={state.font} onChange={(font) => onChange({ font, again: '' })} />
      {!list && (
        <>
          <Choice
            titled
            label={t('align')}
            value={state.align}
            onChange={(align) => onChange({ align })}
            options={alignments.map((value) => ({ value, label: t(`alignments.${value}`) }))}
          />
          <Switch
            label={t('vertical')}
            checked={state.vertical}
            onChange={(vertical) => onChange({ vertical })}
          />
        </>
      )}
      <Choice
        titled
        label={t('size')}
        value={String(sizes.find((each) => each === state.size) ?? 512)}
        onChange={(next) => onChange({ size: Number(next) })}
        options={sizes.map((value) => ({ value: String(value), label: t('pixels', { size: value }) }))}
      />
      <Choice
        titled
        label={t('ground')}
        value={state.ground}
        onChange={(ground) => onChange({ ground })}
        options={(Object.keys(grounds) as Ground[]).map((value) => ({ value, label: t(`grounds.${value}`) }))}
      />
    </form>
  );
}
