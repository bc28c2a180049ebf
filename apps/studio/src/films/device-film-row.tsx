'use client';
import { useMutation } from '@tanstack/react-query';
import { Download, Send, Share2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/ui/button.tsx';
import { Delete } from '@/ui/delete.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Failure } from '@/ui/notice.tsx';
import { share, useCanShare } from '@/ui/share.ts';
import { useActionFailed } from '@/ui/use-action-failed.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { FilmLayout, Progress, Screen } from './film-layout.tsx';
import { forgetDeviceFilm, type DeviceFilm } from './device-films.ts';

/** A film that is painted in this browser: how far it is, or itself once it is painted. */
export function DeviceFilmRow({ film }: { film: DeviceFilm }) {
  const t = useTranslations('films');
  const failure = useFailure();
  const { name, style, status, width, height, source, poster } = film;
  return (
    <FilmLayout
      {...{ name, style, status }}
      said={status === 'queued' ? t('device.queued') : t(`status.${status}`)}
      screen={
        status === 'failed' ? (
          <Failure detail={failure(film)}>{t('device.failed')}</Failure>
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
      {film.send && <SendInstead id={film.id} send={film.send} />}
      <Actions film={film} />
    </FilmLayout>
  );
}

/** What is not painted here the studio may paint: the film leaves this browser only now. */
function SendInstead({ id, send }: Required<Pick<DeviceFilm, 'id' | 'send'>>) {
  const t = useTranslations('films');
  const [sent, setSent] = useState(0);
  const sending = useMutation({
    mutationFn: () => send(setSent),
    onSuccess: () => forgetDeviceFilm(id),
    onError: useActionFailed(),
  });
  return (
    <>
      <p className="text-xs text-soft">{t('device.studioMay')}</p>
      {sending.isPending ? (
        <Meter label={t('sending', { count: 1 })} value={sent} />
      ) : (
        <Button look="seal" onClick={() => sending.mutate()}>
          <Send aria-hidden />
          {t('device.send')}
        </Button>
      )}
    </>
  );
}

function Actions({ film: { id, name, status, source, file, retry } }: { film: DeviceFilm }) {
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
      {retry && (
        <Button look="seal" onClick={retry}>
          {t('actions.retry')}
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
