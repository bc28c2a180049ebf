import type { Photo, Style } from '@atelier/db';
import { FolderDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/ui/button.tsx';

const SavingAll = dynamic(() => import('./saving-all.tsx').then(({ SavingAll }) => SavingAll));

/** The photo in every style, and all of it on one sheet, as a ZIP file: painted first, then downloaded. */
export function SaveAll({ photo, styles }: { photo: Photo; styles: Style[] }) {
  const t = useTranslations('batch');
  const checkpointIds = styles.flatMap(({ published }) => published?.id ?? []);
  /** Null: no more. */
  const [asked, setAsked] = useState<string | null>();
  if (asked === photo.id)
    return (
      <SavingAll {...{ photo, checkpointIds }} onEnd={(focused) => setAsked(focused ? null : undefined)} />
    );
  return (
    <Button autoFocus={asked === null} onClick={() => setAsked(photo.id)}>
      <FolderDown aria-hidden />
      {t('saveAll', { count: checkpointIds.length })}
    </Button>
  );
}
