import type { Photo, Style } from '@atelier/db';
import { GitCompareArrows } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { isDevicePhoto } from '@/pictures/device-pictures.ts';
import { Button } from '@/ui/button.tsx';
import { SelectField } from '@/ui/field.tsx';
import { useCheckpointName } from './use-checkpoint-name.ts';

interface CheckpointFieldProps {
  style: Style;
  photo: Photo | undefined;
  chosenId: string | undefined;
  onChoose: (id: string) => void;
}

/** Which checkpoint paints, and the way to two of them side by side. */
export function CheckpointField({ style, photo, chosenId, onChoose }: CheckpointFieldProps) {
  const t = useTranslations('paint');
  const nameOf = useCheckpointName();
  const query = photo && !isDevicePhoto(photo) ? `?photo=${photo.id}` : '';
  return (
    <div className="space-y-3 border-t border-line pt-5">
      <SelectField
        label={t('checkpoint')}
        value={chosenId}
        onChange={(event) => onChoose(event.target.value)}
      >
        {style.checkpoints.map((each) => (
          <option key={each.id} value={each.id}>
            {nameOf(style, each)}
          </option>
        ))}
      </SelectField>
      <Button asChild className="w-full">
        <Link href={`/styles/${style.slug}/compare${query}`}>
          <GitCompareArrows aria-hidden />
          {t('compare')}
        </Link>
      </Button>
    </div>
  );
}
