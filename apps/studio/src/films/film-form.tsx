'use client';
import type { Style } from '@atelier/db';
import { strokes } from '@atelier/stylize';
import type { FilmOptions } from '@atelier/stylize/film-options';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { Choice } from '@/ui/choice.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Slider } from '@/ui/slider.tsx';
import { Switch } from '@/ui/switch.tsx';

interface FilmFormProps {
  styles: Style[];
  style: Style;
  onStyle: (slug: string) => void;
  options: FilmOptions;
  onOptions: (change: Partial<FilmOptions>) => void;
}

/** How the next films are painted. */
export function FilmForm({ styles, style, onStyle, options, onOptions }: FilmFormProps) {
  const t = useTranslations();
  const names = useNames();
  return (
    <div className="space-y-5">
      <SelectField
        label={t('films.style')}
        value={style.slug}
        onChange={({ target }) => onStyle(target.value)}
      >
        {styles.map((each) => (
          <option key={each.id} value={each.slug}>
            {names.title(each)}
          </option>
        ))}
      </SelectField>
      <div>
        <Choice
          titled
          label={t('paint.strokes')}
          value={options.strokes}
          onChange={(value) => onOptions({ strokes: value })}
          options={strokes.map((value) => ({ value, label: t(`paint.strokeSizes.${value}`) }))}
        />
      </div>
      <Slider
        label={t('paint.strength')}
        value={options.strength}
        onChange={(strength) => onOptions({ strength })}
        min={0}
        max={1}
        step={0.01}
        shown={t('paint.strengthValue', { share: options.strength })}
      />
      <Slider
        label={t('films.steady')}
        value={options.steady}
        onChange={(steady) => onOptions({ steady })}
        min={0}
        max={0.95}
        step={0.05}
        shown={t('paint.strengthValue', { share: options.steady })}
      />
      <p className="-mt-3 text-xs text-soft">{t('films.steadyHint')}</p>
      <Switch
        label={t('films.keepColours')}
        hint={t('paint.keepColoursHint')}
        checked={options.keepColours}
        onChange={(keepColours) => onOptions({ keepColours })}
      />
    </div>
  );
}
