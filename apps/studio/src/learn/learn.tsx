'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { usePhotoDrop } from '@/photo/use-photo-drop.ts';
import { usePhotos } from '@/photo/use-photos.ts';
import { isDevicePhoto } from '@/pictures/device-pictures.ts';
import { Glossary } from './glossary.tsx';
import { Networks } from './networks.tsx';
import { SeenCovariances, SeenFeatures } from './seen.tsx';
import { SlowMethod } from './slow-method.tsx';
import { Sources } from './sources.tsx';
import { SubjectBar } from './subject-bar.tsx';
import { useEye } from './use-eye.ts';
import { usePainted } from './use-painted.ts';
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
  const { photos: known, add } = usePhotos(photos);
  const [photo, setPhoto] = useState(photos.find(({ id }) => id === remembered) ?? photos[0]!);
  const [style, setStyle] = useState(styles.find(({ slug }) => slug === 'starry-night') ?? styles[0]!);
  const drop = usePhotoDrop({ style: style.slug, onAdded: add, onChosen: setPhoto });
  const eye = useEye();
  const { painted, all } = usePainted(photo, style);
  const painting = all ? painted.at(-1)?.image : undefined;
  const pictures = { photo: photo.image, style: style.image };
  const both = photo.id + style.id;

  return (
    <div className="flex flex-col gap-14 pb-16">
      <SubjectBar
        {...{ photo, styles, style, drop }}
        photos={known.filter((each) => !isDevicePhoto(each))}
        onPhoto={setPhoto}
        onStyle={setStyle}
      />
      <Section title={t('networks.title')} text={t('networks.text')}>
        <Networks {...pictures} painting={painting} />
      </Section>
      <Section title={t('features.title')} text={t('features.text')}>
        <SeenFeatures {...{ eye, photo }} />
      </Section>
      <Section title={t('covariance.title')} text={t('covariance.text')}>
        <SeenCovariances {...{ eye, photo, style, painted, all }} />
      </Section>
      <Section title={t('slow.title')} text={t('slow.text')}>
        <SlowMethod key={both} eye={eye} {...pictures} painting={painting} />
      </Section>
      <Section title={t('weights.title')} text={t('weights.text')}>
        <Weights key={both} eye={eye} {...pictures} />
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
      <h2 className="text-lg">{title}</h2>
      {text && <p className="mt-2 max-w-prose text-base text-soft">{text}</p>}
      <div className="mt-6">{children}</div>
    </section>
  );
}
