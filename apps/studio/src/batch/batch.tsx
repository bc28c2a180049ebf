'use client';
import type { Photo, Style } from '@atelier/db';
import { FolderDown, FolderOpen, ImagePlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFailure } from '@/ui/use-failure.ts';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { strokes } from '@atelier/stylize';
import { sendPhoto } from '@/photo/upload.ts';
import { usePhotos } from '@/photo/use-photos.ts';
import { usePictureDrop } from '@/photo/use-picture-drop.ts';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { cn } from '@/ui/class-names.ts';
import { FileButton } from '@/ui/file-button.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure, Failures } from '@/ui/notice.tsx';
import { BatchTable } from './batch-table.tsx';
import { StyleChecks } from './style-checks.tsx';
import { useBatch } from './use-batch.ts';
import { download, zipAddress } from './zip-address.ts';

/** So many photos at once: their ids have to fit into an address. */
const MOST = 200;

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
  const [state, setState] = useQueryStates(address, { history: 'replace' });
  const { photos: known, add } = usePhotos(first);
  const photos = state.photos.flatMap((id) => known.find((photo) => photo.id === id) ?? []);
  const chosen = styles.filter(({ slug }) => state.styles.includes(slug));
  const drop = usePictureDrop({
    send: sendPhoto,
    onSent: (sent) => {
      add(sent);
      void setState((before) => ({
        photos: [...new Set([...before.photos, ...sent.map(({ id }) => id)])].slice(0, MOST),
      }));
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
      <section
        {...drop.getRootProps({ role: 'region' })}
        aria-label={t('batch.photos')}
        className={cn(
          'rounded-lg border-2 border-dashed border-line p-6 text-center',
          drop.over && 'border-seal bg-sunken',
        )}
      >
        <p className="mb-4">{drop.over ? t('upload.dropNow') : t('batch.drop')}</p>
        <div className="flex flex-wrap justify-center gap-3">
          <FileButton look="seal" size="large" input={drop.getInputProps()}>
            <ImagePlus aria-hidden />
            {drop.sending > 0 ? t('upload.sending', { count: drop.sending }) : t('batch.choose')}
          </FileButton>
          <FileButton
            size="large"
            className="pointer-coarse:hidden"
            input={{
              webkitdirectory: '',
              multiple: true,
              onChange: ({ target }) => drop.accept([...(target.files ?? [])].filter(isNoHidden)),
            }}
          >
            <FolderOpen aria-hidden />
            {t('batch.folder')}
          </FileButton>
        </div>
        <p className="mt-4 text-xs text-soft">{t('upload.limits')}</p>
      </section>
      <Failures of={drop.failures} />
      {photos.length >= MOST && <p className="mt-3 text-xs text-soft">{t('batch.most', { count: MOST })}</p>}
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
          <div className="flex flex-wrap items-end justify-between gap-4">
            <div className="min-w-60 flex-1">
              <h2 id="paintings" className="text-lg">
                {t('batch.count', { photos: photos.length, styles: chosen.length })}
              </h2>
              {order ? (
                <>
                  <p className="mb-1.5 text-xs text-soft tabular-nums" aria-live="polite">
                    {t('batch.progress', { done: batch.done, all: batch.all })}
                    {batch.failed > 0 && ` · ${t('batch.someFailed', { count: batch.failed })}`}
                  </p>
                  <Meter label={t('batch.label')} value={batch.done / batch.all} />
                </>
              ) : (
                <p className="text-xs text-soft">{t(drop.sending > 0 ? 'batch.coming' : 'batch.noStyle')}</p>
              )}
            </div>
            <div className="flex gap-3">
              <Button onClick={() => void setState({ photos: [] })}>{t('batch.clear')}</Button>
              <Button
                look="seal"
                disabled={!order || !batch.over || batch.failed > 0}
                onClick={() => order && download(zipAddress({ name: t('batch.fileName'), ...order }))}
              >
                <FolderDown aria-hidden />
                {t('batch.save')}
              </Button>
            </div>
          </div>
          {batch.error && (
            <div className="mt-4">
              <Failure action={<Button onClick={batch.retry}>{t('actions.retry')}</Button>}>
                {failure.server(batch.error)}
              </Failure>
            </div>
          )}
          <BatchTable photos={photos} styles={chosen} statuses={batch.statuses} />
        </div>
      )}
    </>
  );
}

/** Folders hold files that nobody put there: .DS_Store, ._photo.jpg, Thumbs.db. */
const isNoHidden = ({ name }: File) => !name.startsWith('.') && !/^(thumbs\.db|desktop\.ini)$/i.test(name);
