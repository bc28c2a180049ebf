'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { type Strokes, strokes as allStrokes } from '@atelier/stylize';
import { strokesFor } from '@/contracts/strokes.ts';
import { useNames } from '@/i18n/use-names.ts';
import { Choice } from '@/ui/choice.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Slider } from '@/ui/slider.tsx';
import { Switch } from '@/ui/switch.tsx';
import type { PaintState } from './paint-address.ts';

interface PaintControlsProps {
  state: PaintState;
  /** `slowly`: while a slider moves, the address follows when it rests. */
  onChange: (change: Partial<PaintState>, slowly?: 'slowly') => void;
  /** Those that the photo is painted with. */
  strokes: Strokes;
  photo: Photo | undefined;
  style: Style;
  styles: Style[];
  /** Mixed into it. */
  mixed: Style | undefined;
}

/** How the photo is painted: strokes, strength, colours, and another style to mix in. */
export function PaintControls({ state, onChange, strokes, photo, style, styles, mixed }: PaintControlsProps) {
  const t = useTranslations();
  const names = useNames();
  return (
    <>
      <div>
        <Choice
          titled
          label={t('paint.strokes')}
          value={strokes}
          onChange={(value) => onChange({ strokes: value })}
          options={(photo ? strokesFor(photo.image, style.suitedSize) : [...allStrokes]).map((value) => ({
            value,
            label: t(`paint.strokeSizes.${value}`),
          }))}
        />
        <p className="mt-1 text-xs text-soft">{t('paint.strokesHint')}</p>
      </div>
      <Slider
        label={t('paint.strength')}
        value={state.strength}
        onChange={(value) => onChange({ strength: value }, 'slowly')}
        min={0}
        max={1}
        step={0.01}
        shown={t('paint.strengthValue', { share: state.strength })}
      />
      <Switch
        label={t('paint.keepColours')}
        hint={t('paint.keepColoursHint')}
        checked={state.colours}
        onChange={(value) => onChange({ colours: value })}
      />
      <div className="space-y-3 border-t border-line pt-5">
        <SelectField
          label={t('paint.mix')}
          value={mixed?.slug ?? ''}
          onChange={(event) => onChange({ mix: event.target.value || null })}
        >
          <option value="">{t('paint.mixNone')}</option>
          {styles
            .filter(({ id, published }) => id !== style.id && published)
            .map((each) => (
              <option key={each.id} value={each.slug}>
                {names.title(each)}
              </option>
            ))}
        </SelectField>
        {mixed && (
          <Slider
            label={t('paint.mixShare')}
            value={state.share}
            onChange={(share) => onChange({ share }, 'slowly')}
            min={0}
            max={1}
            step={0.01}
            shown={t('paint.strengthValue', { share: state.share })}
          />
        )}
      </div>
    </>
  );
}
