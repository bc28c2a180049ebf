'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface EnlargeProps {
  /** What is shown; also the button's name. */
  title: string;
  /** The small picture that opens it. */
  children: ReactNode;
  /** What is shown large, side by side where there is room. */
  pictures: ReactNode;
}

/** A small picture that opens a large one. */
export function Enlarge({ title, children, pictures }: EnlargeProps) {
  const t = useTranslations('actions');
  return (
    <Dialog.Root>
      <Dialog.Trigger className="block cursor-zoom-in rounded-frame" aria-label={t('enlarge', { title })}>
        {children}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/70" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-3 z-50 m-auto flex h-fit max-h-[calc(100dvh-1.5rem)] w-fit max-w-[calc(100vw-1.5rem)] flex-col gap-3 overflow-auto rounded-lg border border-line bg-paper p-4 shadow-frame"
        >
          <div className="flex items-center justify-between gap-6">
            <Dialog.Title className="text-sm">{title}</Dialog.Title>
            <Dialog.Close asChild>
              <Button look="quiet" size="icon" aria-label={t('close')}>
                <X aria-hidden />
              </Button>
            </Dialog.Close>
          </div>
          <div className="flex flex-wrap items-end gap-4">{pictures}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
