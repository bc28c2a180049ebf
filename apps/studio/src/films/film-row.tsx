'use client';
import type { Film } from '@atelier/db';
import { isFilm } from '@atelier/stylize/film-types';
import { useMutation } from '@tanstack/react-query';
import { Download, Play, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { at } from '@/contracts/base-path.ts';
import { useRestore } from '@/deleted/use-restore.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Delete } from '@/ui/delete.tsx';
import { Failure } from '@/ui/notice.tsx';
import { useSettled } from '@/ui/use-action-failed.ts';
import { Why } from '@/ui/why.tsx';
import { FilmLayout, Progress, Screen } from './film-layout.tsx';

/** A film of the studio's: how far it is, or itself once it is painted. */
export function FilmRow({ film }: { film: Film }) {
  const t = useTranslations('films');
  const { id, name, status, failure, failureWhy, done, width, height, checkpoint } = film;
  return (
    <FilmLayout
      {...{ name, status }}
      style={checkpoint.style}
      said={t(`status.${status}`)}
      screen={
        <>
          {status === 'failed' ? (
            <Failure detail={<Why sentences={failureWhy} words={failure} />}>{t('failed')}</Failure>
          ) : (
            <Screen
              {...{ name, width, height }}
              style={checkpoint.style}
              source={status === 'done' ? at(`/api/films/${id}`) : undefined}
              picture={!isFilm(name)}
              poster={status === 'done' || done > 0 ? at(`/api/films/${id}/poster`) : undefined}
            />
          )}
          {status === 'painting' && failure && <Failure>{t('noSpace')}</Failure>}
        </>
      }
    >
      {(status === 'painting' || status === 'stopped') && <Progress film={film} />}
      <Actions id={id} status={status} />
    </FilmLayout>
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
