import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { Facts } from '@/ui/facts.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import { useNames } from '@/i18n/use-names.ts';
import Link from 'next/link';
import type { StageStatus } from '@/paint/stage-status.ts';
import { isUnderWay } from '@/runs/status.ts';
import { useKeptLook } from '@/paint/use-look.ts';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { Fitted } from '@/ui/picture.tsx';

interface StyleCardProps {
  style: Style;
  photo: Photo | undefined;
  /** How this photo's painting in this style stands. */
  status: StageStatus | undefined;
  first: boolean;
  onRetry: () => void;
}

const SIZES = '(min-width: 64rem) 30vw, (min-width: 40rem) 45vw, 100vw';

/** Width by height of a card's picture: the photo's own shape, but of a tall one not taller than the screen. */
const cardShape = (photo: Photo | undefined) =>
  photo ? Math.max(0.8, photo.image.width / photo.image.height) : 4 / 3;

/** A picture on the wall and its label: the visitor's photo in this style, and the style picture beside the title. */
export function StyleCard({ style, photo, status, first, onRetry }: StyleCardProps) {
  const t = useTranslations('gallery');
  const actions = useTranslations('actions');
  const names = useNames();
  const { slug, title, licence, trainedBy, published } = names.style(style);
  const look = useKeptLook();
  const active = style.runs.find(isUnderWay);
  const facts = [
    licence,
    published && t('iterations', { count: published.iteration }),
    published && trainedBy && t('trainedBy', { name: trainedBy }),
  ];
  return (
    <li>
      <Link href={`/styles/${slug}${published ? look : ''}`} className="group block">
        {published && photo ? (
          <Painted {...{ photo, status, style, first }} />
        ) : (
          <Fitted
            box={cardShape(photo)}
            image={style.image}
            alt={t('styleAlt', { title })}
            sizes={SIZES}
            first={first}
            className="shadow-frame"
          />
        )}
        <div className="mt-4 flex items-start gap-4">
          {published && photo && (
            <Fitted
              box={1}
              image={style.image}
              alt={t('styleAlt', { title })}
              sizes="5rem"
              className="shadow-frame"
              boxClassName="mt-1 w-16 shrink-0 items-start"
            />
          )}
          <div className="min-w-0">
            <h2 className="text-lg italic decoration-seal decoration-1 underline-offset-4 group-hover:underline">
              {names.heading(style)}
            </h2>
            <p>{names.by(style)}</p>
            <p className="text-xs text-soft">
              <Facts of={facts} />
            </p>
          </div>
        </div>
      </Link>
      {status?.state === 'failed' && (
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

/** The photo in this style, whole, in the shape that the cards of this photo have; until it is there, the photo itself. */
function Painted({ photo, status, style, first }: Omit<StyleCardProps, 'onRetry'> & { photo: Photo }) {
  const t = useTranslations('gallery');
  const failure = useFailure();
  const names = useNames();
  const done = status?.state === 'done' ? status.result : undefined;
  const failed = status?.state === 'failed';
  return (
    <div className="relative">
      <Fitted
        box={cardShape(photo)}
        image={(done ?? photo).image}
        alt={done ? t('paintedAlt', { photo: names.photo(photo), style: names.title(style) }) : ''}
        sizes={SIZES}
        first={first}
        className={cn('shadow-frame', !done && 'opacity-35 grayscale', !done && !failed && 'animate-breathe')}
      />
      {!done && (
        <p
          className="absolute bottom-3 left-3 max-w-[85%] rounded-full bg-paper px-3 py-1 text-xs"
          aria-live="polite"
        >
          {failed && t('failed', { detail: failure(status) })}
          {status?.state === 'waiting' && t('waiting', { count: status.queuePosition })}
          {(status?.state === 'working' || status === undefined) && t('painting')}
        </p>
      )}
    </div>
  );
}
