'use client';
import { useTranslations } from 'next-intl';
import { TextField } from '@/ui/field.tsx';

const labels = ['title', 'artist', 'year', 'licence', 'trainedBy'] as const;

/** What a style of the user's own is called, and by whom it is. */
export type Label = Partial<Record<(typeof labels)[number], string>>;

interface LabelFieldsProps {
  label: Label;
  onLabel: (label: Label) => void;
  /** The form has been sent: what is missing is said. */
  asked: boolean;
}

export function LabelFields({ label, onLabel, asked }: LabelFieldsProps) {
  const t = useTranslations();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {labels.map((name) => {
        const shown = t(name === 'title' ? 'train.name' : `train.${name}`);
        return (
          <div key={name} className={name === 'title' ? 'sm:col-span-2' : undefined}>
            <TextField
              label={name === 'title' ? shown : t('train.optional', { label: shown })}
              {...(name === 'licence' ? { hint: t('train.licenceHint') } : {})}
              error={name === 'title' && asked && !label.title?.trim() ? t('train.nameMissing') : undefined}
              required={name === 'title'}
              maxLength={200}
              value={label[name] ?? ''}
              onChange={(event) => onLabel({ ...label, [name]: event.target.value })}
            />
          </div>
        );
      })}
    </div>
  );
}
