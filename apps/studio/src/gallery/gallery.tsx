'use client';
import type { Photo, Stylization, Style } from '@atelier/db';
import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DeletedLink } from '@/deleted/deleted-link.tsx';
import { DeviceSwitch } from '@/device/device-switch.tsx';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import { useState } from 'react';
import { PhotoChooser } from '@/photo/photo-chooser.tsx';
import { usePhotos } from '@/photo/use-photos.ts';
import { chosenDevicePhoto, isDevicePhoto } from '@/pictures/device-pictures.ts';
import { Button } from '@/ui/button.tsx';
import { Facts } from '@/ui/facts.tsx';
import { Empty, Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { SaveAll } from './save-all.tsx';
import { StyleCard } from './style-card.tsx';
import { useWall } from './use-wall.ts';

interface GalleryProps {
  styles: Style[];
  photos: Photo[];
  photo: Photo | undefined;
  /** What has been painted of `photo` already, by checkpoint. */
  paintings: Record<string, Stylization>;
}

export function Gallery({ styles, photos: first, photo: remembered, paintings }: GalleryProps) {
  const t = useTranslations();
  const names = useNames();
  const { photos, add, remove } = usePhotos(first);
  const [photo, setPhoto] = useState(() => chosenDevicePhoto() ?? remembered);
  const { statusOf, retry, failure, device } = useWall(styles, photo, { photo: remembered, paintings });

  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] items-end gap-x-12 gap-y-8 pt-6 pb-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:pt-8">
        <div>
          <h1 className="text-2xl">{t('gallery.title')}</h1>
          <p className="mt-3 max-w-prose text-base text-soft">{t('gallery.intro')}</p>
          <PhotoChooser
            photos={photos.filter((each) => device.on || !isDevicePhoto(each))}
            chosen={photo}
            onChoose={setPhoto}
            onAdded={add}
            onDeleted={remove}
            onDevice={device.on}
            main
            className="mt-6"
          />
          <div className="mt-6 max-w-prose">
            <DeviceSwitch
              {...device}
              onChange={(on) => {
                device.setOn(on);
                if (!on && photo && isDevicePhoto(photo)) setPhoto(remembered);
              }}
            />
          </div>
        </div>
        {photo && (
          // On a phone the chosen one is in sight above, and the first painting is to be, too.
          <figure className="w-fit max-w-full justify-self-start max-sm:w-full lg:justify-self-end">
            <Picture
              image={photo.image}
              alt={names.photo(photo) || t('photo.uploadAlt')}
              sizes="(min-width: 64rem) 30rem, 100vw"
              first
              tallest="18rem"
              className="border-8 border-paper shadow-frame max-sm:hidden"
            />
            <figcaption className="mt-2 w-0 min-w-full text-xs text-soft">
              <Facts
                of={[
                  photo.builtIn ? t('photo.sample') : t('photo.yours'),
                  photo.credit && t('photo.credit', { credit: names.credit(photo.credit) }),
                ]}
              />
            </figcaption>
          </figure>
        )}
      </div>
      {failure && (
        <div className="mb-8">
          <Failure action={<Button onClick={retry}>{t('actions.retry')}</Button>}>{failure}</Failure>
        </div>
      )}
      {photo && !device.on && styles.some(({ published }) => published) && (
        <div className="mb-5 flex justify-end">
          <SaveAll photo={photo} styles={styles} />
        </div>
      )}
      {styles.length === 0 && <Empty title={t('gallery.empty')}>{t('gallery.emptyHint')}</Empty>}
      <ul className="grid gap-x-8 gap-y-12 sm:grid-cols-2 lg:grid-cols-3">
        {styles.map((style, index) => (
          <StyleCard
            key={style.id}
            style={style}
            photo={photo}
            status={style.published ? statusOf(style.published.id) : undefined}
            first={index < 3}
            onRetry={retry}
          />
        ))}
      </ul>
      <p className="mt-16 border-t border-line pt-8">
        <Link href="/train" className="group inline-flex flex-wrap items-baseline gap-x-3 font-serif text-lg">
          {t('gallery.addOwn')}
          <ArrowRight aria-hidden className="size-4 transition-transform group-hover:translate-x-1" />
          <span className="basis-full font-sans text-sm text-soft">{t('gallery.addOwnHint')}</span>
        </Link>
      </p>
      <DeletedLink />
    </>
  );
}
