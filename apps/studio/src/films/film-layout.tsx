import type { Film, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useNames } from '@/i18n/use-names.ts';
import { Facts } from '@/ui/facts.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { useDuration } from '@/ui/use-duration.ts';

interface FilmLayoutProps {
  name: string;
  style: Pick<Style, 'slug' | 'title'>;
  status: Film['status'];
  /** How it stands, in words. */
  said: string;
  /** The film, or what there is instead. */
  screen: ReactNode;
  children: ReactNode;
}

/** A film in the list: itself, and beside it what it is and what can be done with it. */
export function FilmLayout({ name, style, status, said, screen, children }: FilmLayoutProps) {
  const names = useNames();
  return (
    <li className="grid gap-x-8 gap-y-3 border-b border-line py-6 md:grid-cols-[minmax(0,1fr)_16rem]">
      <div className="min-w-0">{screen}</div>
      <div className="min-w-0 space-y-3">
        <div>
          <h2 className="truncate text-base font-medium">{name}</h2>
          <p className="text-xs text-soft" aria-live="polite" data-status={status}>
            <Facts of={[names.title(style), said]} />
          </p>
        </div>
        {children}
      </div>
    </li>
  );
}

interface ScreenProps extends Pick<Film, 'name' | 'width' | 'height'> {
  style: Pick<Style, 'image'>;
  /** Address of the painted film, once there is one; whether it is a moving picture, such as a GIF. */
  source: string | undefined;
  picture?: boolean;
  /** Address of its first frame, once that is painted. */
  poster: string | undefined;
}

/** The painted film, or as much as there is to see of it. */
export function Screen({ name, width, height, style, source, picture = false, poster }: ScreenProps) {
  const t = useTranslations('films');
  if (source !== undefined && !picture)
    return (
      // Whoever made the film knows what is said in it; there is nothing to make captions from.
      <video
        controls
        playsInline
        preload="metadata"
        poster={poster}
        src={source}
        aria-label={t('film', { name })}
        className="max-h-[60dvh] w-full rounded-frame bg-sunken shadow-frame"
        style={width && height ? { aspectRatio: `${width} / ${height}` } : undefined}
      />
    );
  if (source !== undefined || poster !== undefined)
    return (
      <img
        src={source ?? poster}
        alt={source === undefined ? t('firstFrame', { name }) : t('film', { name })}
        className="max-h-[60dvh] max-w-full rounded-frame shadow-frame"
      />
    );
  return (
    <Fitted
      box={1}
      image={style.image}
      alt=""
      sizes="8rem"
      className="opacity-60 shadow-frame"
      boxClassName="w-32 items-center"
    />
  );
}

/** How many frames are painted, and how long it will still take where it goes on. */
export function Progress({
  film: { done, frames, status, secondsWorked },
}: {
  film: Pick<Film, 'done' | 'frames' | 'status' | 'secondsWorked'>;
}) {
  const t = useTranslations('films');
  const duration = useDuration();
  const left =
    status === 'painting' && frames && done > 0 && secondsWorked > 0
      ? t('left', { duration: duration((secondsWorked / done) * (frames - done)) })
      : undefined;
  return (
    <div>
      <p className="mb-1.5 text-xs text-soft tabular-nums">
        <Facts of={[frames === null ? t('reading') : t('frames', { done, frames }), left]} />
      </p>
      <Meter label={t('progress')} value={frames === null ? null : done / frames} />
    </div>
  );
}
