'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { basePath } from '@/contracts/base-path.ts';
import { passDroppedTo, watchUntaken } from '@/photo/dropped-files.ts';
import { toast } from '@/ui/toast.ts';

/** Says it where files are dropped or pasted on a page that has no use for them, and offers the gallery, which does. */
export function UntakenFiles() {
  const t = useTranslations();
  const router = useRouter();
  useEffect(() =>
    watchUntaken(() =>
      toast.info(t('upload.notHere'), {
        action: {
          label: t('actions.gallery'),
          onClick: () => {
            passDroppedTo(basePath || '/');
            router.push('/');
          },
        },
      }),
    ),
  );
  return null;
}
