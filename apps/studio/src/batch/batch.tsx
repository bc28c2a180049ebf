'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs';
import { strokes } from '@atelier/stylize';
import { sendPhoto } from '@/photo/upload.ts';
import { MOST_AT_ONCE } from '@/contracts/upload.ts';
import { useMoving } from '@/photo/use-moving.ts';
import { usePhotos } from '@/photo/use-photos.ts';
import { usePictureDrop } from '@/photo/use-picture-drop.ts';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { Failure, Failures } from '@/ui/notice.tsx';
import { useAddress } from '@/ui/use-address.ts';
import { BatchSummary } from './batch-summary.tsx';
import { BatchTable } from './batch-table.tsx';
import { PhotoDrop } from './photo-drop.tsx';
import { StyleChecks } from './style-checks.tsx';
import { useBatch } from './use-batch.ts';

/** What is painted stands in the address: a reload goes on with it. */
const address = {
  photos: parseAsArrayOf(parseAsString).withDefault([]),
  styles: parseAsArrayOf(parseAsString).withDefault([]),
  strokes: parseAsStringLiteral(strokes).withDefault('medium'),
};

/** Many photos, in one or several styles: painted one after the other, shown as they come, saved together. */
export function Batch({ styles, photos: first }: { styles: Style[]; photos: Photo[] }) {
  const t = useTranslations();
  const failure = useFailure();
  const [state, setState] = useAddress(address);
  const { photos: known, add } = usePhotos(first);
  const photos = state.photos.flatMap((id) => known.find((photo) => photo.id === id) ?? []);
  const chosen = styles.filter(({ slug }) => state.styles.includes(slug));
  const { withoutFilms, sayStill } = useMoving({ onDevice: false, style: chosen[0]?.slug });
  const drop = usePictureDrop({
    send: async (file) => ({ file, photo: await sendPhoto(file) }),
    sort: withoutFilms,
    onSent: (sent) => {
      add(sent.map(({ photo }) => photo));
      void setState((before) => ({
        photos: [...new Set([...before.photos, ...sent.map(({ photo }) => photo.id)])].slice(0, MOST_AT_ONCE),
      }));
      sayStill(sent.filter(({ photo }) => photo.animated).map(({ file }) => file));
    },
  });
  const photoIds = photos.map(({ id }) => id);
  const checkpointIds = chosen.map(({ published }) => published!.id);
  // Not while photos are still coming: every new one would begin the painting that is at work anew.
  const order =
    photoIds.length > 0 && checkpointIds.length > 0 && drop.sending === 0
      ? { photoIds, checkpointIds, strokes: state.strokes }
      : null;
  const batch = useBatch(order);
  return (
    <>
      <PhotoDrop drop={drop} />
      <Failures of={drop.failures} />
      {photos.length >= MOST_AT_ONCE && (
        <p className="mt-3 text-xs text-soft">{t('batch.most', { count: MOST_AT_ONCE })}</p>
      )}
      <div className="mt-8 grid gap-8 lg:grid-cols-[minmax(0,1fr)_auto]">
        <StyleChecks
          styles={styles}
          chosen={state.styles}
          onChoose={(slugs) => void setState({ styles: slugs })}
        />
        <div>
          <Choice
            titled
            label={t('paint.strokes')}
            value={state.strokes}
            onChange={(value) => void setState({ strokes: value })}
            options={strokes.map((value) => ({ value, label: t(`paint.strokeSizes.${value}`) }))}
          />
        </div>
      </div>
      {photos.length > 0 && (
        <div className="mt-10">
          <BatchSummary
            {...{ batch, order }}
            photos={photos.length}
            styles={chosen.length}
            coming={drop.sending > 0}
            onClear={() => void setState({ photos: [] })}
          />
          {batch.error && (
            <div className="mt-4">
              <Failure action={<Button onClick={batch.retry}>{t('actions.retry')}</Button>}>
                {failure(batch.error)}
              </Failure>
            </div>
          )}
          <BatchTable photos={photos} styles={chosen} statuses={batch.statuses} />
        </div>
      )}
    </>
  );
}
