'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { advancedSettings } from '@/contracts/advanced-settings.ts';
import { Disclosure } from '@/ui/disclosure.tsx';
import { SelectField, TextField } from '@/ui/field.tsx';
import { type Limits, type NumberSetting, wrongWith } from './numbers.ts';
import { type Look, looks, LookSlider } from './look-slider.tsx';
import type { PhotoFolder } from '@/contracts/photo-folder.ts';
import { PhotoFolderField } from './photo-folder-field.tsx';
import { RecipeChoice } from './recipe-choice.tsx';
import type { Recipe, Recipes } from './recipes.ts';
import type { Speeds } from './use-speeds.ts';

const advanced = advancedSettings satisfies readonly NumberSetting[];
const hinted = {
  size: 'sizeHint',
  batch: 'batchHint',
  styleSize: 'styleSizeHint',
  stopWhenFlat: 'stopWhenFlatHint',
  seed: 'seedHint',
} as const;

interface SettingsProps {
  preset: Recipe;
  recipes: Recipes;
  speeds: Speeds;
  onPreset: (preset: Recipe) => void;
  values: Record<NumberSetting, string>;
  onValue: (name: NumberSetting, text: string) => void;
  limits: Limits;
  /** At which iterations a checkpoint is saved. */
  checkpoints: number[];
  folders: PhotoFolder[];
  folder: string;
  onFolder: (folder: string) => void;
}

export function Settings({
  preset,
  recipes,
  speeds,
  onPreset,
  values,
  onValue,
  limits,
  checkpoints,
  folders,
  folder,
  onFolder,
}: SettingsProps) {
  const t = useTranslations('train');
  const format = useFormatter();
  const problem = (name: NumberSetting) => {
    const wrong = wrongWith(name, values[name], limits);
    if (!wrong) return undefined;
    return wrong.reason === 'outOfRange' ? t('outOfRange', wrong) : t('multipleOf4');
  };
  const number = (name: NumberSetting, label: string, hint?: string) => (
    <TextField
      key={name}
      label={label}
      {...(hint ? { hint } : {})}
      error={problem(name)}
      inputMode="decimal"
      value={values[name]}
      onChange={(event) => onValue(name, event.target.value)}
    />
  );
  const { report, ...few } = recipes;
  const choice = { chosen: preset, onChoose: onPreset, speeds };
  const listed = checkpoints.slice(0, 6).map((iteration) => format.number(iteration));
  return (
    <div className="space-y-5">
      <RecipeChoice label={t('preset')} recipes={few} {...choice} />
      <div className="space-y-5">
        {(Object.keys(looks) as Look[]).map((name) => (
          <LookSlider
            key={name}
            name={name}
            value={Number(values[name])}
            onValue={(text) => onValue(name, text)}
          />
        ))}
      </div>
      <PhotoFolderField {...{ folders, folder, onFolder }} />
      <Disclosure
        title={t('advanced')}
        onToggle={({ currentTarget }) => {
          // It hides nothing that keeps the training from being started.
          if ((['iterations', 'checkpointEvery', ...advanced] as const).some((name) => problem(name)))
            currentTarget.open = true;
        }}
      >
        {report && (
          <div className="mt-4">
            <RecipeChoice label={t('otherPreset')} recipes={{ report }} {...choice} />
          </div>
        )}
        <div className="mt-4 grid gap-5 sm:grid-cols-2">
          <SelectField
            label={t('width')}
            value={values.width}
            onChange={(event) => onValue('width', event.target.value)}
          >
            <option value="16">{t('widths.16')}</option>
            <option value="32">{t('widths.32')}</option>
          </SelectField>
          {number('iterations', t('iterations'), t('iterationsHint'))}
          {number(
            'checkpointEvery',
            t('checkpointEvery'),
            t('checkpointsAre', { list: format.list([...listed, ...(checkpoints.length > 6 ? ['…'] : [])]) }),
          )}
          {advanced.map((name) =>
            number(name, t(name), name in hinted ? t(hinted[name as keyof typeof hinted]) : undefined),
          )}
        </div>
      </Disclosure>
    </div>
  );
}
