'use client';
import type { Film } from '@atelier/db';
import { useMutation } from '@tanstack/react-query';
import { Download, Play, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { at } from '@/contracts/base-path.ts';
import { endingOf, filmTypes } from '@/contracts/film-file.ts';
import { useRestore } from '@/deleted/use-restore.ts';
import { useNames } from '@/i18n/use-names.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Delete } from '@/ui/delete.tsx';
import { Facts } from '@/ui/facts.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { useSettled } from '@/ui/use-action-failed.ts';
import { useDuration } from '@/ui/use-duration.ts';
import { Why } from '@/ui/why.tsx';

/** A film: how far it is, or itself once it is painted. */
export function FilmRow({ film }: { film: Film }) {
  const t = useTranslations('films');
  const names = useNames();
  const { id, name, status, failure, failureWhy, checkpoint } = film;
  const said = t(`status.${status}`);
  return (
    <li className="grid gap-x-8 gap-y-3 border-b border-line py-6 md:grid-cols-[minmax(0,1fr)_16rem]">
      <div className="min-w-0">
        {status === 'failed' ? (
          <Failure detail={<Why sentences={failureWhy} words={failure} />}>{t('failed')}</Failure>
        ) : (
          <Screen film={film} />
        )}
        {status === 'painting' && failure && <Failure>{t('noSpace')}</Failure>}
      </div>
      <div className="min-w-0 space-y-3">
        <div>
          <h2 className="truncate text-base font-medium">{name}</h2>
          <p className="text-xs text-soft" aria-live="polite" data-status={status}>
            <Facts of={[names.title(checkpoint.style), said]} />
          </p>
        </div>
        {(status === 'painting' || status === 'stopped') && <Progress film={film} />}
        <Actions id={id} status={status} />
      </div>
    </li>
  );
}

/** The painted film, or as much as there is to see of it. */
function Screen({ film: { id, name, status, done, width, height, checkpoint } }: { film: Film }) {
  const t = useTranslations('films');
  const poster = at(`/api/films/${id}/poster`);
  const source = at(`/api/films/${id}`);
  const moving = !filmTypes[endingOf(name)]?.startsWith('video/');
  if (status === 'done' && !moving)
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
  if (status === 'done' || done > 0)
    return (
      <img
        src={status === 'done' ? source : poster}
        alt={status === 'done' ? t('film', { name }) : t('firstFrame', { name })}
        className="max-h-[60dvh] max-w-full rounded-frame shadow-frame"
      />
    );
  return (
    <Fitted
      box={1}
      image={checkpoint.style.image}
      alt=""
      sizes="8rem"
      className="opacity-60 shadow-frame"
      boxClassName="w-32 items-center"
    />
  );
}

function Progress({ film: { done, frames, status, secondsWorked } }: { film: Film }) {
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

function Actions({ id, status }: Pick<Film, 'id' | 'status'>) {
  const t = useTranslations('films');
  const run = useTranslations('run');
  const trpc = useTRPC();
  const settled = useSettled(trpc.films.list.queryKey());
  const stop = useMutation(trpc.films.stop.mutationOptions(settled));
  const resume = useMutation(trpc.films.resume.mutationOptions(settled));
  const { offer } = useRestore();
  const remove = useMutation(
    trpc.films.delete.mutationOptions({ ...settled, onSuccess: () => offer(t('deleted'), 'film', id) }),
  );
  return (
    <div className="flex flex-wrap gap-2">
      {status === 'done' && (
        <Button asChild look="seal">
          <a href={at(`/api/films/${id}?download`)} download>
            <Download aria-hidden />
            {t('save')}
          </a>
        </Button>
      )}
      {(status === 'queued' || status === 'painting') && (
        <Button onClick={() => stop.mutate({ id })}>
          <Square aria-hidden />
          {run('stop')}
        </Button>
      )}
      {status === 'stopped' && (
        <Button onClick={() => resume.mutate({ id })}>
          <Play aria-hidden />
          {run('resume')}
        </Button>
      )}
      <Delete
        title={t('deleteAsk')}
        consequence={t('deleteConsequence')}
        onConfirm={() => remove.mutate({ id })}
      />
    </div>
  );
}
