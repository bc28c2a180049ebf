'use client';
import type { CheckpointInfo, Photo, Style } from '@atelier/db';
import { Columns2, Columns3, SquareSplitHorizontal } from 'lucide-react';
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
import { useNames } from '@/i18n/use-names.ts';
import { trainingOf, useCheckpointName } from '@/paint/use-checkpoint-name.ts';
import { type PaintingStanding, usePaintings } from '@/paint/use-paintings.ts';
import { PhotoChooser } from '@/photo/photo-chooser.tsx';
import { usePhotos } from '@/photo/use-photos.ts';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { Choice } from '@/ui/choice.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Failure } from '@/ui/notice.tsx';
import { imageUrl } from '@/contracts/image-address.ts';
import { Skeleton } from '@/ui/skeleton.tsx';
import { Wipe } from '@/ui/wipe.tsx';
import type { Look } from '@/zoom/look.ts';
import { Pane } from '@/zoom/pane.tsx';
import { useSyncedLooks } from '@/zoom/use-synced-looks.ts';
import { ZoomButtons } from '@/zoom/zoom-buttons.tsx';
import { LossesTable } from './losses-table.tsx';
import { Publish, type PublishProps } from './publish.tsx';

const views = ['side', 'three', 'wipe'] as const;
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
  /** All that can paint: either side may be of any of them. */
  styles: Style[];
  photos: Photo[];
  remembered: Photo | undefined;
}

export function Compare({ style, styles, photos: first, remembered }: CompareProps) {
  const t = useTranslations();
  const names = useNames();
  const nameOf = useCheckpointName();
  const styleOf = ({ styleId }: CheckpointInfo) => styles.find(({ id }) => id === styleId) ?? style;
  const { photos, add, remove } = usePhotos(first);
  const [state, setState] = useQueryStates(address, { history: 'replace' });
  const { checkpoints } = style;
  const all = styles.flatMap((each) => each.checkpoints);
  const find = (id: string | null) => all.find((checkpoint) => checkpoint.id === id);
  // At first: the last two of the training that the gallery paints with.
  const training = trainingOf(style.published ?? checkpoints[0]!);
  const family = checkpoints.filter((each) => trainingOf(each) === training);
  const a = find(state.a) ?? family.at(-2) ?? checkpoints[0]!;
  const last = (family.length > 1 ? family : checkpoints).at(-1)!;
  const b = find(state.b) ?? (last.id === a.id ? (all.find(({ id }) => id !== a.id) ?? last) : last);
  const several = a.styleId !== b.styleId;
  const plainNameOf = (checkpoint: CheckpointInfo) => {
    const name = nameOf({ ...styleOf(checkpoint), published: null }, checkpoint);
    return several ? `${names.heading(styleOf(checkpoint))} · ${name}` : name;
  };
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
  const choose = (chosen: Photo) => void setState({ photo: chosen.id });

  const pane = (name: 'a' | 'b') => {
    const checkpoint = name === 'a' ? a : b;
    const standing = standings[checkpoint.id];
    if (standing?.state !== 'done') return <Waiting standing={standing} onRetry={retry} />;
    const { iteration } = checkpoint;
    const alt = several
      ? t('compare.paneOf', { iteration, title: names.title(styleOf(checkpoint)) })
      : t('compare.pane', { iteration });
    return (
      <Pane key={standing.result.id} label={alt} look={look} {...synced.pane(name)}>
        <img
          src={imageUrl(standing.result.image.sha256)}
          width={standing.result.image.width}
          height={standing.result.image.height}
          alt=""
          draggable={false}
          className="size-full object-fill"
        />
      </Pane>
    );
  };
  const shape = photo && { aspectRatio: `${photo.image.width} / ${photo.image.height}` };
  const select = (name: 'a' | 'b', label: string) => (
    <SelectField
      label={label}
      value={(name === 'a' ? a : b).id}
      onChange={(event) => void setState({ [name]: event.target.value })}
    >
      {styles.map((each) => (
        <optgroup key={each.id} label={names.title(each)}>
          {each.checkpoints.map((checkpoint) => (
            <option key={checkpoint.id} value={checkpoint.id}>
              {nameOf(each, checkpoint)}
            </option>
          ))}
        </optgroup>
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
                value: 'three',
                label: (
                  <>
                    <Columns3 aria-hidden />
                    {t('compare.three')}
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
          <ZoomButtons look={look} onZoom={(scale) => synced.zoomTo(scale, look)} />
        </div>
      </div>
      {gone && <p className="mb-4 text-soft">{t('paint.gone')}</p>}
      {error && (
        <Failure action={<Button onClick={retry}>{t('actions.retry')}</Button>}>
          {t('failures.server', { detail: error.message })}
        </Failure>
      )}
      {photo &&
        (state.view !== 'wipe' ? (
          <div className={cn('grid gap-4', state.view === 'three' ? 'sm:grid-cols-3' : 'sm:grid-cols-2')}>
            {state.view === 'three' && (
              <Framed shape={shape} caption={[]} title={names.photo(photo) || t('photo.uploadAlt')}>
                <Pane label={names.photo(photo)} look={look} {...synced.pane('photo')}>
                  <img
                    src={imageUrl(photo.image.sha256)}
                    width={photo.image.width}
                    height={photo.image.height}
                    alt=""
                    draggable={false}
                    className="size-full object-fill"
                  />
                </Pane>
              </Framed>
            )}
            <Framed shape={shape} caption={[{ style: styleOf(a), checkpoint: a, name: plainNameOf(a) }]}>
              {pane('a')}
            </Framed>
            <Framed shape={shape} caption={[{ style: styleOf(b), checkpoint: b, name: plainNameOf(b) }]}>
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
              caption={[a, b].map((checkpoint) => ({
                style: styleOf(checkpoint),
                checkpoint,
                name: plainNameOf(checkpoint),
              }))}
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
      <PhotoChooser
        photos={photos}
        chosen={photo}
        onChoose={choose}
        onAdded={add}
        onDeleted={remove}
        className="mt-12"
      />
    </>
  );
}

function Framed({
  shape,
  caption,
  title,
  children,
}: {
  shape: object | undefined;
  caption: PublishProps[];
  /** In the place of a caption. */
  title?: string;
  children: ReactNode;
}) {
  return (
    <figure>
      <div className="w-full overflow-hidden bg-sunken shadow-frame" style={shape}>
        {children}
      </div>
      <figcaption className="mt-3 flex flex-wrap justify-between gap-3">
        {title && <span className="text-xs">{title}</span>}
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
