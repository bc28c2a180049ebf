'use client';
import type { Photo, Style } from '@atelier/db';
import { Columns2, Maximize, SquareSplitHorizontal, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import {
  debounce,
  parseAsArrayOf,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { type ReactNode, useEffect } from 'react';
import { trainingOf, useCheckpointName } from '@/paint/use-checkpoint-name.ts';
import { type PaintingStanding, usePaintings } from '@/paint/use-paintings.ts';
import { PhotoChooser } from '@/photo/photo-chooser.tsx';
import { usePhotos } from '@/photo/use-photos.ts';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Skeleton } from '@/ui/skeleton.tsx';
import { Wipe } from '@/ui/wipe.tsx';
import { LossesTable } from './losses-table.tsx';
import { type Look, Pane } from './pane.tsx';
import { Publish, type PublishProps } from './publish.tsx';
import { useSyncedLooks } from './use-synced-looks.ts';

const views = ['side', 'wipe'] as const;
/** The whole state of the page: two checkpoints, the photo, the view, where the line stands, where it looks. */
const address = {
  a: parseAsString,
  b: parseAsString,
  photo: parseAsString,
  view: parseAsStringLiteral(views).withDefault('side'),
  line: parseAsFloat.withDefault(50),
  look: parseAsArrayOf(parseAsFloat).withDefault([1, 0, 0]),
};
const round = (value: number) => Math.round(value * 1000) / 1000;

interface CompareProps {
  style: Style;
  photos: Photo[];
  remembered: Photo | undefined;
}

export function Compare({ style, photos: first, remembered }: CompareProps) {
  const t = useTranslations();
  const nameOf = useCheckpointName(style);
  const plainNameOf = useCheckpointName({ ...style, published: null });
  const { photos, add, remove } = usePhotos(first);
  const [state, setState] = useQueryStates(address, { history: 'replace' });
  const { checkpoints } = style;
  const find = (id: string | null) => checkpoints.find((checkpoint) => checkpoint.id === id);
  // At first: the last two of the training that the gallery paints with.
  const training = trainingOf(style.published ?? checkpoints[0]!);
  const family = checkpoints.filter((each) => trainingOf(each) === training);
  const a = find(state.a) ?? family.at(-2) ?? checkpoints[0]!;
  const b = find(state.b) ?? (family.length > 1 ? family : checkpoints).at(-1)!;
  const photo = photos.find(({ id }) => id === state.photo) ?? remembered;
  const gone =
    [state.a, state.b].some((id) => id !== null && !find(id)) ||
    (state.photo !== null && photo?.id !== state.photo);
  // What is shown unasked is in the address too: a copied link shows the same, also once another one is published.
  useEffect(() => {
    if (state.a === null || state.b === null || (state.photo === null && photo))
      void setState({ a: state.a ?? a.id, b: state.b ?? b.id, photo: state.photo ?? photo?.id ?? null });
  }, [state, a, b, photo, setState]);
  const { standings, error, retry } = usePaintings(
    photo ? { photoId: photo.id, checkpointIds: [...new Set([a.id, b.id])], preview: false } : null,
  );

  const [scale = 1, x = 0, y = 0] = state.look;
  const look: Look = { scale, x, y };
  const synced = useSyncedLooks(
    (next) =>
      void setState({ look: [next.scale, next.x, next.y].map(round) }, { limitUrlUpdates: debounce(250) }),
  );
  const choose = (chosen: Photo) => {
    add(chosen);
    void setState({ photo: chosen.id });
  };

  const pane = (name: 'a' | 'b') => {
    const checkpoint = name === 'a' ? a : b;
    const standing = standings[checkpoint.id];
    if (standing?.state !== 'done') return <Waiting standing={standing} onRetry={retry} />;
    const alt = t('compare.pane', { iteration: checkpoint.iteration });
    return (
      <Pane
        key={standing.result.id}
        image={standing.result.image}
        alt={alt}
        look={look}
        {...synced.pane(name)}
      />
    );
  };
  const shape = photo && { aspectRatio: `${photo.image.width} / ${photo.image.height}` };
  const select = (name: 'a' | 'b', label: string) => (
    <SelectField
      label={label}
      value={(name === 'a' ? a : b).id}
      onChange={(event) => void setState({ [name]: event.target.value })}
    >
      {checkpoints.map((each) => (
        <option key={each.id} value={each.id}>
          {nameOf(each)}
        </option>
      ))}
    </SelectField>
  );

  return (
    <>
      <div className="mb-5 flex flex-wrap items-end gap-x-6 gap-y-4">
        <div className="grid min-w-0 flex-1 basis-80 gap-4 sm:grid-cols-2">
          {select('a', t('compare.left'))}
          {select('b', t('compare.right'))}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Choice
            label={t('compare.view')}
            value={state.view}
            onChange={(view) => void setState({ view })}
            options={[
              {
                value: 'side',
                label: (
                  <>
                    <Columns2 aria-hidden />
                    {t('compare.side')}
                  </>
                ),
              },
              {
                value: 'wipe',
                label: (
                  <>
                    <SquareSplitHorizontal aria-hidden />
                    {t('compare.wipe')}
                  </>
                ),
              },
            ]}
          />
          <div className="flex gap-2">
            <Button
              look="quiet"
              size="icon"
              aria-label={t('compare.zoomOut')}
              onClick={() => synced.zoom(1 / 1.5, look)}
            >
              <ZoomOut aria-hidden />
            </Button>
            <Button
              look="quiet"
              size="icon"
              aria-label={t('compare.zoomIn')}
              onClick={() => synced.zoom(1.5, look)}
            >
              <ZoomIn aria-hidden />
            </Button>
            <Button look="quiet" size="icon" aria-label={t('compare.reset')} onClick={synced.reset}>
              <Maximize aria-hidden />
            </Button>
          </div>
        </div>
      </div>
      {gone && <p className="mb-4 text-soft">{t('paint.gone')}</p>}
      {error && (
        <Failure action={<Button onClick={retry}>{t('actions.retry')}</Button>}>
          {t('failures.server', { detail: error.message })}
        </Failure>
      )}
      {photo &&
        (state.view === 'side' ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <Framed shape={shape} caption={[{ style, checkpoint: a, name: plainNameOf(a) }]}>
              {pane('a')}
            </Framed>
            <Framed shape={shape} caption={[{ style, checkpoint: b, name: plainNameOf(b) }]}>
              {pane('b')}
            </Framed>
          </div>
        ) : (
          <div
            className="mx-auto"
            style={{ maxWidth: `calc(76dvh * ${photo.image.width / photo.image.height})` }}
          >
            <Framed
              shape={shape}
              caption={[a, b].map((checkpoint) => ({ style, checkpoint, name: plainNameOf(checkpoint) }))}
            >
              {/* Only with both paintings: the line would stand elsewhere on the server than in the browser. */}
              {[a, b].every(({ id }) => standings[id]?.state === 'done') ? (
                <Wipe
                  label={t('compare.wipe')}
                  left={pane('a')}
                  right={pane('b')}
                  position={state.line}
                  onPosition={(line) =>
                    void setState({ line: round(line) }, { limitUrlUpdates: debounce(250) })
                  }
                  byHandle
                />
              ) : (
                pane(standings[b.id]?.state === 'done' ? 'a' : 'b')
              )}
            </Framed>
          </div>
        ))}
      <p className="mt-3 text-xs text-soft">{t('compare.hint')}</p>
      <LossesTable checkpoints={a.id === b.id ? [a] : [a, b]} nameOf={plainNameOf} />
      <PhotoChooser photos={photos} chosen={photo} onChoose={choose} onDeleted={remove} className="mt-12" />
    </>
  );
}

function Framed({
  shape,
  caption,
  children,
}: {
  shape: object | undefined;
  caption: PublishProps[];
  children: ReactNode;
}) {
  return (
    <figure>
      <div className="w-full overflow-hidden bg-sunken shadow-frame" style={shape}>
        {children}
      </div>
      <figcaption className="mt-3 flex flex-wrap justify-between gap-3">
        {caption.map((each) => (
          <Publish key={each.checkpoint.id} {...each} />
        ))}
      </figcaption>
    </figure>
  );
}

function Waiting({ standing, onRetry }: { standing: PaintingStanding | undefined; onRetry: () => void }) {
  const t = useTranslations();
  if (standing?.state === 'failed')
    return (
      <div className="p-4">
        <Failure action={<Button onClick={onRetry}>{t('actions.retry')}</Button>}>
          {t('paint.failed', { detail: standing.reason })}
        </Failure>
      </div>
    );
  return (
    <div className="relative size-full">
      <Skeleton className="size-full" />
      <p className="absolute inset-x-0 bottom-4 text-center text-soft" aria-live="polite">
        {standing?.state === 'waiting' ? t('paint.waiting', { count: standing.ahead }) : t('paint.painting')}
      </p>
    </div>
  );
}
