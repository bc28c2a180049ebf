import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { PaintingStanding } from '@/paint/use-paintings.ts';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { Picture } from '@/ui/picture.tsx';

interface StyleCardProps {
  style: Style;
  photo: Photo | undefined;
  /** How this photo's painting in this style stands. */
  standing: PaintingStanding | undefined;
  first: boolean;
  onRetry: () => void;
}

const SIZES = '(min-width: 80rem) 30vw, (min-width: 40rem) 45vw, 100vw';

/** A picture on the wall and its label: the visitor's photo in this style, with the style picture in its corner. */
export function StyleCard({ style, photo, standing, first, onRetry }: StyleCardProps) {
  const t = useTranslations('gallery');
  const actions = useTranslations('actions');
  const { slug, title, artist, year, licence, trainedBy, published } = style;
  const active = style.runs.find(({ status }) => status === 'queued' || status === 'running');
  const facts = [
    licence,
    published && t('iterations', { count: published.iteration }),
    published && trainedBy && t('trainedBy', { name: trainedBy }),
  ];
  return (
    <li>
      <Link href={`/styles/${slug}`} className="group block">
        <div className="relative aspect-4/3 overflow-hidden bg-sunken shadow-frame">
          {published && photo ? (
            <>
              <Painted {...{ photo, standing, style, first }} />
              <Picture
                image={style.image}
                alt={t('styleAlt', { title })}
                sizes="9rem"
                className="absolute bottom-0 left-0 aspect-square w-[27%] border-t-6 border-r-6 border-wall object-cover transition-transform duration-300 group-hover:scale-105"
              />
            </>
          ) : (
            <Picture
              image={style.image}
              alt={t('styleAlt', { title })}
              sizes={SIZES}
              first={first}
              className="size-full object-cover"
            />
          )}
        </div>
        <h2 className="mt-4 text-lg italic decoration-seal decoration-1 underline-offset-4 group-hover:underline">
          {title}
        </h2>
        <p>{[artist, year].filter(Boolean).join(', ')}</p>
      </Link>
      <p className="mt-0.5 text-xs text-soft">{facts.filter(Boolean).join(' · ')}</p>
      {standing?.state === 'failed' && (
        <Button size="small" className="mt-2" onClick={onRetry}>
          {actions('retry')}
        </Button>
      )}
      {!published && (
        <div className="mt-2 flex items-center gap-4">
          <p className="text-xs text-soft">{active ? t('inTraining') : t('untrained')}</p>
          <Button size="small" asChild>
            {active ? (
              <Link href={`/runs/${active.id}`}>{t('watch')}</Link>
            ) : (
              <Link href={`/train?style=${slug}`}>{t('trainIt')}</Link>
            )}
          </Button>
        </div>
      )}
    </li>
  );
}

function Painted({ photo, standing, style, first }: Omit<StyleCardProps, 'onRetry'> & { photo: Photo }) {
  const t = useTranslations('gallery');
  if (standing?.state === 'done')
    return (
      <Picture
        image={standing.result.image}
        alt={t('paintedAlt', { photo: photo.alt, style: style.title })}
        sizes={SIZES}
        first={first}
        className="size-full object-cover"
      />
    );
  const failed = standing?.state === 'failed';
  return (
    <>
      <Picture
        image={photo.image}
        alt=""
        sizes={SIZES}
        first={first}
        className={cn('size-full object-cover opacity-35 grayscale', !failed && 'animate-breathe')}
      />
      <p
        className="absolute top-3 right-3 max-w-[70%] rounded-full bg-paper px-3 py-1 text-xs"
        aria-live="polite"
      >
        {failed && t('failed', { detail: standing.reason })}
        {standing?.state === 'waiting' && t('ahead', { count: standing.ahead })}
        {(standing?.state === 'working' || standing === undefined) && t('painting')}
      </p>
    </>
  );
}
