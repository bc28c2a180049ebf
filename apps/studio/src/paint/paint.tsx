'use client';
import type { Photo, Style } from '@atelier/db';
import { useQueryClient } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { debounce, useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { DeviceSwitch } from '@/device/device-switch.tsx';
import { isDevicePhoto } from '@/pictures/device-pictures.ts';
import { useBackend } from '@/device/use-backend.ts';
import { useDevicePaintings } from '@/device/use-device-paintings.ts';
import { useOnDevice } from '@/device/use-on-device.ts';
import { PhotoChooser } from '@/photo/photo-chooser.tsx';
import { usePhotos } from '@/photo/use-photos.ts';
import { StyleActions } from '@/styles/style-actions.tsx';
import { StyleLabel } from '@/styles/style-label.tsx';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { SelectField } from '@/ui/field.tsx';
import { History, type HistoryPage } from './history.tsx';
import { type Mask, NO_MASK } from './mask.ts';
import { type Brush, MaskBrush } from './mask-brush.tsx';
import { MaskPanel } from './mask-panel.tsx';
import { paintAddress, type PaintState, toAddress } from './paint-address.ts';
import { PaintControls } from './paint-controls.tsx';
import { Save } from './save.tsx';
import { Stage } from './stage.tsx';
import type { StageStanding } from './stage-standing.ts';
import { strokesAs } from '@/contracts/strokes.ts';
import { StyleStrip } from './style-strip.tsx';
import { useCheckpointName } from './use-checkpoint-name.ts';
import { keepLook, useLook } from './use-look.ts';
import { type PhotoOrder, usePaintings } from './use-paintings.ts';

interface PaintProps {
  /** Those that can paint; which one does, the address says. */
  styles: Style[];
  photos: Photo[];
  /** The visitor's photo where the address names none. */
  remembered: Photo | undefined;
  history: HistoryPage;
}

export function Paint({ styles, photos: first, remembered, history }: PaintProps) {
  const t = useTranslations();
  const names = useNames();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const slug = decodeURIComponent(usePathname().split('/')[2] ?? '');
  const style = styles.find((each) => each.slug === slug) ?? styles[0]!;
  const nameOf = useCheckpointName();
  const { photos, add, remove } = usePhotos(first);
  const [state, setState] = useQueryStates(paintAddress, { history: 'replace' });
  const { photo: photoId, checkpoint: checkpointId, strength, colours: keepColours } = state;

  const photo = photos.find(({ id }) => id === photoId) ?? remembered;
  const checkpoint =
    style.checkpoints.find(({ id }) => id === checkpointId) ?? style.published ?? style.checkpoints.at(-1);
  const gone =
    (photoId !== null && photo?.id !== photoId) || (checkpointId !== null && checkpoint?.id !== checkpointId);
  const strokes = photo ? strokesAs(photo.image, state.strokes, style.suitedSize) : state.strokes;
  const mixed = styles.find(({ slug, id, published }) => slug === state.mix && id !== style.id && published);
  const order: PhotoOrder | null =
    photo && checkpoint
      ? {
          photoId: photo.id,
          checkpointIds: [checkpoint.id, ...(mixed?.published ? [mixed.published.id] : [])],
          strokes,
          preview: false,
        }
      : null;
  /** The order that the visitor has given up. */
  const [cancelled, setCancelled] = useState<string>();
  const isCancelled = cancelled === JSON.stringify(order);
  const [onDevice, setOnDevice] = useOnDevice();
  const device = useBackend(onDevice);
  const inStudio = usePaintings(isCancelled || onDevice ? null : order);
  const here = useDevicePaintings(
    onDevice && order && photo && device.backend && !isCancelled
      ? {
          photo: photo.image.sha256,
          networks: styles.flatMap(({ checkpoints, suitedSize }) =>
            checkpoints
              .filter(({ id }) => order.checkpointIds.includes(id))
              .map(({ id, sha256 }) => ({ id, sha256, suitedSize })),
          ),
          strokes,
          backend: device.backend,
        }
      : null,
  );
  const { standings, retry } = onDevice ? here : inStudio;
  const error = onDevice ? device.failure : inStudio.error?.message;
  const previews = usePaintings(
    photo && !isDevicePhoto(photo)
      ? {
          photoId: photo.id,
          checkpointIds: styles.flatMap(({ published }) => published?.id ?? []),
          preview: true,
        }
      : null,
  );
  const own = standings[checkpoint?.id ?? ''];
  const others = standings[mixed?.published?.id ?? ''];
  // Of two paintings the one that is still to come is waited for.
  const told = mixed && own?.state === 'done' && others?.state !== 'done' ? others : own;
  const standing: StageStanding | undefined = error ? { state: 'failed' as const, reason: error } : told;
  const painting = told?.state === 'done' ? told.result : undefined;
  const other = others?.state === 'done' ? others.result : undefined;
  const preview = previews.standings[checkpoint?.id ?? ''];

  useEffect(() => {
    if (painting && !onDevice) void queries.invalidateQueries(trpc.paintings.history.infiniteQueryFilter());
  }, [painting, onDevice, queries, trpc]);

  const options = { strength, keepColours, share: state.share };
  /** What is marked, and of which photo. */
  const [marked, setMarked] = useState<{ photoId: string | undefined; mask: Mask }>();
  const mask = marked?.photoId === photo?.id ? (marked?.mask ?? NO_MASK) : NO_MASK;
  const setMask = (mask: Mask) => setMarked({ photoId: photo?.id, mask });
  const [brush, setBrush] = useState<Brush>({ size: 0.08, erases: false });
  const [marking, setMarking] = useState(false);
  const change = (values: Partial<PaintState>, slowly?: 'slowly') =>
    void setState(values, slowly && { limitUrlUpdates: debounce(250) });
  const stored = onDevice ? undefined : inStudio.standings[checkpoint?.id ?? ''];
  useLook(stored?.state === 'done' ? stored.result.id : undefined, options);
  const mine = here.standings[checkpoint?.id ?? ''];
  useEffect(() => keepLook(toAddress({ strokes: state.strokes, strength, colours: keepColours })));

  /** In place: the photo, the sliders and what is painted of the photo already stay. */
  const chooseStyle = (next: Style) => {
    const address = toAddress({
      ...state,
      checkpoint: null,
      mix: state.mix === next.slug ? null : state.mix,
    });
    window.history.pushState(null, '', `/styles/${next.slug}${address}`);
  };
  useEffect(() => {
    document.title = `${names.title(style)} · Atelier`;
  });

  return (
    <>
      <StyleLabel style={style}>
        <StyleActions style={style} />
      </StyleLabel>
      {gone && <p className="mb-4 text-soft">{t('paint.gone')}</p>}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-6 lg:grid-cols-[7.5rem_minmax(0,1fr)_18rem]">
        <div className="lg:col-start-2 lg:row-start-1">
          {photo && (
            <Stage
              {...{ style, photo, standing, other, options, mask }}
              over={(look) =>
                marking && (
                  <MaskBrush
                    {...{ mask, brush, look }}
                    onMask={setMask}
                    ratio={photo.image.height / photo.image.width}
                  />
                )
              }
              meanwhile={preview?.state === 'done' ? preview.result : undefined}
              onCancel={isCancelled ? undefined : () => setCancelled(JSON.stringify(order))}
              onRetry={() => (isCancelled ? setCancelled(undefined) : retry())}
            />
          )}
        </div>
        <div className="lg:col-start-1 lg:row-start-1">
          <StyleStrip
            styles={styles}
            chosen={style}
            photo={photo && isDevicePhoto(photo) ? undefined : photo}
            previews={previews.standings}
            onChoose={chooseStyle}
          />
        </div>
        <div className="flex flex-col gap-6 lg:col-start-3 lg:row-start-1">
          <PaintControls {...{ state, strokes, style, styles, mixed, photo }} onChange={change} />
          <DeviceSwitch
            on={onDevice}
            onChange={(on) => {
              setOnDevice(on);
              // The studio does not know it.
              if (!on && photo && isDevicePhoto(photo)) void setState({ photo: null });
            }}
            backend={device.backend}
            threads={device.threads}
            milliseconds={mine?.state === 'done' ? mine.result.milliseconds : undefined}
          />
          <MaskPanel
            {...{ mask, brush, marking }}
            onMask={setMask}
            onBrush={setBrush}
            onMarking={setMarking}
          />
          {photo && (
            <div className="max-lg:order-first">
              <Save
                photo={photo.image}
                painting={painting?.image}
                other={other?.image}
                mask={mask}
                options={options}
                name={`${style.slug.replace('~', '')}-${names.photo(photo).replace(/[^\p{L}\p{N}]+/gu, '-') || 'photo'}`}
              />
            </div>
          )}
          {styles.flatMap(({ checkpoints }) => checkpoints).length > 1 && (
            <div className="space-y-3 border-t border-line pt-5">
              <SelectField
                label={t('paint.checkpoint')}
                value={checkpoint?.id}
                onChange={(event) => void setState({ checkpoint: event.target.value })}
              >
                {style.checkpoints.map((each) => (
                  <option key={each.id} value={each.id}>
                    {nameOf(style, each)}
                  </option>
                ))}
              </SelectField>
              <Button asChild className="w-full">
                <Link
                  href={`/styles/${style.slug}/compare${photo && !isDevicePhoto(photo) ? `?photo=${photo.id}` : ''}`}
                >
                  <GitCompareArrows aria-hidden />
                  {t('paint.compare')}
                </Link>
              </Button>
            </div>
          )}
        </div>
      </div>
      <PhotoChooser
        photos={photos}
        chosen={photo}
        onChoose={(chosen) => void setState({ photo: chosen.id })}
        onAdded={add}
        onDeleted={remove}
        onDevice={onDevice}
        style={style.slug}
        className="mt-8"
      />
      <History initial={history} />
    </>
  );
}
