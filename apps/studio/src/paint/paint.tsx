'use client';
import type { Photo, Style } from '@atelier/db';
import { strokes as strokeChoices } from '@atelier/stylize';
import { useQueryClient } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect, useState } from 'react';
import { PhotoChooser } from '@/photo/photo-chooser.tsx';
import { usePhotos } from '@/photo/use-photos.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Slider } from '@/ui/slider.tsx';
import { Switch } from '@/ui/switch.tsx';
import { History, type HistoryPage } from './history.tsx';
import { Save } from './save.tsx';
import { Stage } from './stage.tsx';
import { useCheckpointName } from './use-checkpoint-name.ts';
import { usePaintings } from './use-paintings.ts';

interface PaintProps {
  style: Style;
  photos: Photo[];
  /** The visitor's photo where the address names none. */
  remembered: Photo | undefined;
  history: HistoryPage;
}

export function Paint({ style, photos: first, remembered, history }: PaintProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const nameOf = useCheckpointName(style);
  const { photos, add, remove } = usePhotos(first);
  const [photoId, setPhotoId] = useQueryState('photo', parseAsString);
  const [checkpointId, setCheckpointId] = useQueryState('checkpoint', parseAsString);
  const [strokes, setStrokes] = useQueryState(
    'strokes',
    parseAsStringLiteral(strokeChoices).withDefault('medium'),
  );
  const [strength, setStrength] = useState(1);
  const [keepColours, setKeepColours] = useState(false);

  const photo = photos.find(({ id }) => id === photoId) ?? remembered;
  const checkpoint =
    style.checkpoints.find(({ id }) => id === checkpointId) ?? style.published ?? style.checkpoints.at(-1);
  const gone =
    (photoId !== null && photo?.id !== photoId) || (checkpointId !== null && checkpoint?.id !== checkpointId);
  const { standings, error, retry } = usePaintings(
    photo && checkpoint
      ? { photoId: photo.id, checkpointIds: [checkpoint.id], strokes, preview: false }
      : null,
  );
  const told = checkpoint && standings[checkpoint.id];
  const standing = error ? { state: 'failed' as const, reason: error.message } : told;
  const painting = told?.state === 'done' ? told.result : undefined;

  useEffect(() => {
    if (painting) void queries.invalidateQueries(trpc.paintings.history.infiniteQueryFilter());
  }, [painting, queries, trpc]);

  const choose = (chosen: Photo) => {
    add(chosen);
    void setPhotoId(chosen.id);
  };
  const options = { strength, keepColours };

  return (
    <>
      {gone && <p className="mb-4 text-soft">{t('paint.gone')}</p>}
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {photo && <Stage {...{ style, photo, standing, options }} onRetry={retry} />}
        <div className="space-y-6">
          <SelectField
            label={t('paint.checkpoint')}
            value={checkpoint?.id}
            onChange={(event) => void setCheckpointId(event.target.value)}
          >
            {style.checkpoints.map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each)}
              </option>
            ))}
          </SelectField>
          <div>
            <p className="mb-1 font-medium">{t('paint.strokes')}</p>
            <Choice
              label={t('paint.strokes')}
              value={strokes}
              onChange={(value) => void setStrokes(value)}
              options={strokeChoices.map((value) => ({ value, label: t(`paint.strokeSizes.${value}`) }))}
            />
            <p className="mt-1 text-xs text-soft">{t('paint.strokesHint')}</p>
          </div>
          <Slider
            label={t('paint.strength')}
            value={strength}
            onChange={setStrength}
            min={0}
            max={1}
            step={0.01}
            shown={t('paint.strengthValue', { share: strength })}
          />
          <Switch
            label={t('paint.keepColours')}
            hint={t('paint.keepColoursHint')}
            checked={keepColours}
            onChange={setKeepColours}
          />
          {photo && (
            <Save
              photo={photo.image}
              painting={painting?.image}
              options={options}
              name={`${style.slug}-${photo.alt.replace(/[^\p{L}\p{N}]+/gu, '-') || 'photo'}`}
            />
          )}
          {style.checkpoints.length > 1 && (
            <Button asChild className="w-full">
              <Link href={`/styles/${style.slug}/compare${photo ? `?photo=${photo.id}` : ''}`}>
                <GitCompareArrows aria-hidden />
                {t('paint.compare')}
              </Link>
            </Button>
          )}
        </div>
      </div>
      <PhotoChooser photos={photos} chosen={photo} onChoose={choose} onDeleted={remove} className="mt-8" />
      <History initial={history} />
    </>
  );
}
