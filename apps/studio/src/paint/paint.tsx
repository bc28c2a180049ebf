'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useNames } from '@/i18n/use-names.ts';
import { PhotoChooser } from '@/photo/photo-chooser.tsx';
import { usePhotos } from '@/photo/use-photos.ts';
import { isDevicePhoto } from '@/pictures/device-pictures.ts';
import { StyleActions } from '@/styles/style-actions.tsx';
import { StyleLabel } from '@/styles/style-label.tsx';
import { History } from './history.tsx';
import type { HistoryPage } from './history-entry.tsx';
import { MaskBrush } from './mask-brush.tsx';
import { toAddress } from './paint-address.ts';
import { PaintPanel } from './paint-panel.tsx';
import { Stage } from './stage.tsx';
import { StyleStrip } from './style-strip.tsx';
import { useChosen } from './use-chosen.ts';
import { keepLook, useLook } from './use-look.ts';
import { useMask } from './use-mask.ts';
import { useStage } from './use-stage.ts';

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
  const { photos, add, remove } = usePhotos(first);
  const chosen = useChosen(styles, photos, remembered);
  const { state, style, photo, change } = chosen;
  const { device, previews, painting, storedId, ...stage } = useStage(styles, chosen);
  const marks = useMask(photo);
  const { mask, setMask, undo, brush, marking } = marks;
  const options = { strength: state.strength, keepColours: state.colours, share: state.share };

  useLook(storedId, {
    ...{ strength: state.strength, keepColours: state.colours },
    ...(chosen.mixed && { mix: { style: chosen.mixed.slug, share: state.share } }),
  });
  useEffect(() =>
    keepLook(toAddress({ strokes: state.strokes, strength: state.strength, colours: state.colours })),
  );
  useEffect(() => {
    document.title = `${names.title(style)} · Atelier`;
  });

  return (
    <>
      <StyleLabel style={style}>
        <StyleActions style={style} />
      </StyleLabel>
      {chosen.gone && <p className="mb-4 text-soft">{t('paint.gone')}</p>}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-6 lg:grid-cols-[7.5rem_minmax(0,1fr)_20rem]">
        <div className="lg:col-start-2 lg:row-start-1">
          {photo && (
            <Stage
              {...{ style, photo, options, mask, ...stage }}
              over={(look) =>
                marking && (
                  <MaskBrush
                    {...{ mask, brush, look }}
                    onMask={setMask}
                    onUndo={undo}
                    ratio={photo.image.height / photo.image.width}
                  />
                )
              }
            />
          )}
        </div>
        <div className="lg:col-start-1 lg:row-start-1">
          <StyleStrip
            styles={styles}
            chosen={style}
            photo={photo && isDevicePhoto(photo) ? undefined : photo}
            previews={previews}
            onChoose={chosen.chooseStyle}
          />
        </div>
        <PaintPanel
          className="lg:col-start-3 lg:row-start-1"
          {...{ styles, chosen, device, marks, options }}
          painting={painting?.image}
          other={stage.other?.image}
        />
      </div>
      <PhotoChooser
        photos={photos.filter((each) => device.on || !isDevicePhoto(each))}
        chosen={photo}
        onChoose={({ id }) => change({ photo: id })}
        onAdded={add}
        onDeleted={remove}
        onDevice={device.on}
        style={style.slug}
        className="mt-8"
      />
      <History initial={history} styles={styles} />
    </>
  );
}
