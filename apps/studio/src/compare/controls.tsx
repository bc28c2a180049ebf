'use client';
import type { Style } from '@atelier/db';
import { Columns2, Columns3, SquareSplitHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { useCheckpointName } from '@/paint/use-checkpoint-name.ts';
import { Choice } from '@/ui/choice.tsx';
import { SelectField } from '@/ui/field.tsx';
import { type View, views } from './view.ts';

interface CheckpointSelectProps {
  label: string;
  styles: Style[];
  /** A checkpoint's id. */
  chosen: string;
  onChoose: (id: string) => void;
}

export function CheckpointSelect({ label, styles, chosen, onChoose }: CheckpointSelectProps) {
  const names = useNames();
  const nameOf = useCheckpointName();
  return (
    <SelectField label={label} value={chosen} onChange={(event) => onChoose(event.target.value)}>
      {styles.map((style) => (
        <optgroup key={style.id} label={names.title(style)}>
          {style.checkpoints.map((checkpoint) => (
            <option key={checkpoint.id} value={checkpoint.id}>
              {nameOf(style, checkpoint)}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

const icons = { side: Columns2, three: Columns3, wipe: SquareSplitHorizontal };

export function ViewChoice({ view, onChoose }: { view: View; onChoose: (view: View) => void }) {
  const t = useTranslations('compare');
  return (
    <Choice
      label={t('view')}
      value={view}
      onChange={onChoose}
      options={views.map((value) => {
        const Icon = icons[value];
        return {
          value,
          label: (
            <>
              <Icon aria-hidden />
              {t(value)}
            </>
          ),
        };
      })}
    />
  );
}
