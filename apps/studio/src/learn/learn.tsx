'use client';
import type { ImageInfo, Photo, Style } from '@atelier/db';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { imageUrl } from '@/contracts/image-address.ts';
import { useNames } from '@/i18n/use-names.ts';
import { usePaintings } from '@/paint/use-paintings.ts';
import { cn } from '@/ui/class-names.ts';
import { Failure } from '@/ui/notice.tsx';
import { Picture } from '@/ui/picture.tsx';
import { Covariances } from './covariances.tsx';
import { LOOK_SIDE } from './eye.ts';
import { FeatureMaps } from './feature-maps.tsx';
import { Glossary } from './glossary.tsx';
import { Networks } from './networks.tsx';
import { toPixels } from './picture.ts';
import { Pixels } from './pixels.tsx';
import { SlowMethod } from './slow-method.tsx';
import { Sources } from './sources.tsx';
import { useEye } from './use-eye.ts';
import { Weights } from './weights.tsx';

interface LearnProps {
  photos: Photo[];
  /** Trained ones. */
  styles: Style[];
  remembered: string | undefined;
}

/** The method, shown on the visitor's own photo: all that is to be seen here is computed in this browser. */
export function Learn({ photos, styles, remembered }: LearnProps) {
  const t = useTranslations('learn');
  const names = useNames();
  const [photo, setPhoto] = useState(photos.find(({ id }) => id === remembered) ?? photos[0]!);
  const [style, setStyle] = useState(styles.find(({ slug }) => slug === 'starry-night') ?? styles[0]!);
  const eye = useEye();
  const checkpoints = [...style.checkpoints].sort((a, b) => a.iteration - b.iteration);
  const { statuses } = usePaintings({
    photoId: photo.id,
    checkpointIds: checkpoints.map(({ id }) => id),
    strokes: 'medium',
    preview: true,
  });
  const painted = checkpoints.flatMap(({ id, iteration }) => {
    const status = statuses[id];
    return status?.state === 'done' ? [{ iteration, image: status.result.image }] : [];
  });
  const painting = painted.length === checkpoints.length ? painted.at(-1)?.image : undefined;

  const looks = useQuery({
    queryKey: ['looks', photo.image.sha256],
    queryFn: async () => {
      const picture = await eye().picture(imageUrl(photo.image.sha256, 480), LOOK_SIDE);
      return { picture, looks: await eye().looks(picture) };
    },
  });
  const compared = useQuery({
    queryKey: [
      'covariances',
      photo.image.sha256,
      style.image.sha256,
      ...painted.map(({ image }) => image.sha256),
    ],
    enabled: painted.length === checkpoints.length,
    queryFn: async () => {
      const read = ({ sha256 }: ImageInfo) => eye().picture(imageUrl(sha256, 480), LOOK_SIDE);
      const [stylePicture, ...pictures] = await Promise.all(
        [style.image, photo.image, ...painted.map(({ image }) => image)].map(read),
      );
      const covariances = await eye().covariances(stylePicture!, pictures);
      const called = [
        t('networks.style'),
        t('networks.photo'),
        ...painted.map(({ iteration }) => t('covariance.after', { iteration })),
      ];
      return covariances.map((each, k) => ({ name: called[k]!, covariances: each }));
    },
  });

  return (
    <div className="flex flex-col gap-14 pb-16">
      <div className="sticky top-0 z-10 -mx-4 flex flex-wrap gap-x-8 gap-y-2 border-b border-line bg-wall/95 px-4 py-3 backdrop-blur-sm">
        <Row label={t('photo')}>
          {photos.slice(0, 12).map((each) => (
            <Chip
              key={each.id}
              image={each.image}
              label={t('usePhoto', { name: names.photo(each) })}
              chosen={each.id === photo.id}
              onChoose={() => setPhoto(each)}
            />
          ))}
        </Row>
        <Row label={t('style')}>
          {styles.map((each) => (
            <Chip
              key={each.id}
              image={each.image}
              label={t('useStyle', { name: names.title(each) })}
              chosen={each.id === style.id}
              onChoose={() => setStyle(each)}
            />
          ))}
        </Row>
      </div>
      <Section title={t('networks.title')} text={t('networks.text')}>
        <Networks photo={photo.image} style={style.image} painting={painting} />
      </Section>
      <Section title={t('features.title')} text={t('features.text')}>
        {looks.error && <Failure>{looks.error.message}</Failure>}
        {looks.data ? (
          <div className="grid gap-8 lg:grid-cols-[18rem_1fr]">
            <figure data-seen>
              <Pixels pixels={toPixels(looks.data.picture)} label={names.photo(photo)} />
              <figcaption className="mt-2 text-xs text-soft">
                {t('features.seen', { width: looks.data.picture.width, height: looks.data.picture.height })}
              </figcaption>
            </figure>
            <FeatureMaps looks={looks.data.looks} />
          </div>
        ) : (
          <Waiting />
        )}
      </Section>
      <Section title={t('covariance.title')} text={t('covariance.text')}>
        {compared.error && <Failure>{compared.error.message}</Failure>}
        {compared.data ? <Covariances compared={compared.data} /> : <Waiting />}
      </Section>
      <Section title={t('slow.title')} text={t('slow.text')}>
        <SlowMethod
          key={photo.id + style.id}
          eye={eye}
          photo={photo.image}
          style={style.image}
          painting={painting}
        />
      </Section>
      <Section title={t('weights.title')} text={t('weights.text')}>
        <Weights key={photo.id + style.id} eye={eye} photo={photo.image} style={style.image} />
      </Section>
      <Section title={t('glossary.title')}>
        <Glossary />
      </Section>
      <Section title={t('sources.title')}>
        <Sources />
      </Section>
    </div>
  );
}

function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-xl">{title}</h2>
      {text && <p className="mt-2 max-w-prose text-base text-soft">{text}</p>}
      <div className="mt-6">{children}</div>
    </section>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className="flex min-w-0 items-center gap-1.5 overflow-x-auto p-1">
      <span className="mr-1 shrink-0 text-xs text-soft">{label}</span>
      {children}
    </div>
  );
}

interface ChipProps {
  image: ImageInfo;
  label: string;
  chosen: boolean;
  onChoose: () => void;
}

function Chip({ image, label, chosen, onChoose }: ChipProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={chosen}
      onClick={onChoose}
      className={cn('shrink-0 rounded-frame ring-seal ring-offset-2 ring-offset-wall', chosen && 'ring-2')}
    >
      <Picture image={image} alt="" sizes="48px" className="size-9 rounded-frame object-cover" />
    </button>
  );
}

const Waiting = () => <div className="h-64 animate-breathe rounded-lg bg-sunken" />;
