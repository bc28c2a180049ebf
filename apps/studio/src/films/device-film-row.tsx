'use client';
import { Download, Share2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { Delete } from '@/ui/delete.tsx';
import { Failure } from '@/ui/notice.tsx';
import { share, useCanShare } from '@/ui/share.ts';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { Why } from '@/ui/why.tsx';
import { FilmLayout, Progress, Screen } from './film-layout.tsx';
import { forgetDeviceFilm, type DeviceFilm } from './device-films.ts';

/** A film that is painted in this browser: how far it is, or itself once it is painted. */
export function DeviceFilmRow({ film }: { film: DeviceFilm }) {
  const t = useTranslations('films');
  const { name, style, status, width, height, source, poster } = film;
  return (
    <FilmLayout
      {...{ name, style, status }}
      said={status === 'queued' ? t('device.queued') : t(`status.${status}`)}
      screen={
        status === 'failed' ? (
          <Failure detail={<Why sentences={film.failureWhy ?? null} words={film.failure ?? null} />}>
            {t('failed')}
          </Failure>
        ) : (
          <Screen {...{ name, style, width, height, source, poster }} />
        )
      }
    >
      {status === 'painting' && <Progress film={film} />}
      {status === 'done' && (
        <p className="text-xs text-soft">
          {[t('device.only'), film.silent && t('device.silent')].filter(Boolean).join(' ')}
        </p>
      )}
      <Actions film={film} />
    </FilmLayout>
  );
}

function Actions({ film: { id, name, status, source, file } }: { film: DeviceFilm }) {
  const t = useTranslations();
  const canShare = useCanShare(name, file?.type ?? 'video/mp4');
  const failed = useActionFailed();
  const over = status === 'done' || status === 'failed';
  return (
    <div className="flex flex-wrap gap-2">
      {source !== undefined && (
        <Button asChild look="seal">
          <a href={source} download={name}>
            <Download aria-hidden />
            {t('films.save')}
          </a>
        </Button>
      )}
      {file && canShare && (
        <Button size="icon" aria-label={t('paint.share')} onClick={() => void share(file, failed)}>
          <Share2 aria-hidden />
        </Button>
      )}
      {over ? (
        <Delete
          title={t('films.deleteAsk')}
          consequence={t('photo.forgetConsequence')}
          onConfirm={() => forgetDeviceFilm(id)}
        />
      ) : (
        <Button onClick={() => forgetDeviceFilm(id)}>
          <X aria-hidden />
          {t('actions.cancel')}
        </Button>
      )}
    </div>
  );
}
