'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';
import { Confirm } from './confirm.tsx';

interface DeleteProps {
  /** What the button says; else only that it deletes. */
  label?: string;
  title: string;
  consequence: string;
  onConfirm: () => void;
  quiet?: boolean;
  className?: string;
}

/** A button that deletes, once it has asked. */
export function Delete({ label, title, consequence, onConfirm, quiet = false, className }: DeleteProps) {
  const t = useTranslations('actions');
  return (
    <Confirm
      trigger={
        <Button {...(quiet && { look: 'quiet', size: 'small' })} className={className}>
          <Trash2 aria-hidden />
          {label ?? t('delete')}
        </Button>
      }
      title={title}
      consequence={consequence}
      verb={t('delete')}
      onConfirm={onConfirm}
    />
  );
}
