'use client';
import type { ImageInfo, Style } from '@atelier/db';
import { Camera as CameraIcon, Circle, Pause, Play, Square, SwitchCamera } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';

import { keepPicture } from '@/pictures/device-pictures.ts';
import { useBackend } from '@/device/use-backend.ts';
import { StyleStrip } from '@/paint/style-strip.tsx';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { saveFile } from '@/ui/save-file.ts';
import { LensControls, type LensLook } from './lens-controls.tsx';
import { LensStage } from './lens-stage.tsx';
import type { LensSettings, LensSpeed } from './painted-frames.ts';
import { takePhoto } from './photo.ts';
import { Recording } from './recording.ts';
import { Shot } from './shot.tsx';
import { type CameraWish, useCamera } from './use-camera.ts';

/** The camera's picture, painted while it moves. Nothing of it leaves the browser. */
export function Lens({ styles }: { styles: Style[] }) {
  const t = useTranslations();
  const [slug, setSlug] = useQueryState('style', parseAsString);
  const style = styles.find((each) => each.slug === slug) ?? styles[0];
  const { camera, start, stop } = useCamera();
  const [wish, setWish] = useState<CameraWish>({ facing: 'user' });
  const [look, setLook] = useState<LensLook>({
    strength: 1,
    keepColours: false,
    mirror: true,
    view: 'painting',
  });
  const { backend, threads, choices, choose, failure: engineFailure } = useBackend();
  const [frozen, setFrozen] = useState(false);
  const [speed, setSpeed] = useState<LensSpeed>();
  const [failure, setFailure] = useState<string>();
  const [recording, setRecording] = useState<Recording>();
  const [shot, setShot] = useState<ImageInfo>();
  const [stage, setStage] = useState<{ video: HTMLVideoElement; canvas: HTMLCanvasElement }>();
  const on = camera.state === 'on';

  const save = async (made: Recording) => {
    setRecording(undefined);
    const file = await made.stop();
    const name = `atelier-${style?.slug.replace('~', '')}.${file.type === 'video/mp4' ? 'mp4' : 'webm'}`;
    saveFile(file, name);
    toast.success(t('paint.saved', { name }));
  };
  const begin = (wish: CameraWish) => {
    if (recording) void save(recording);
    setWish(wish);
    setFrozen(false);
    setSpeed(undefined);
    setFailure(undefined);
    // Who looks at themselves expects a mirror.
    if ('facing' in wish) setLook((before) => ({ ...before, mirror: wish.facing === 'user' }));
    void start(wish);
  };

  useEffect(() => {
    if (!recording || camera.state !== 'on') return;
    // What was recorded is kept where the camera is lost.
    const keep = () => void save(recording);
    camera.track.addEventListener('ended', keep);
    return () => camera.track.removeEventListener('ended', keep);
  });

  const record = () => {
    if (recording) return void save(recording);
    if (!stage) return;
    try {
      setRecording(
        new Recording(stage.canvas, (cause) =>
          toast.error(t('lens.recordFailed', { detail: String(cause) })),
        ),
      );
    } catch (cause) {
      toast.error(t('lens.recordFailed', { detail: String(cause) }));
    }
  };
  const shoot = async () => {
    if (!on || !stage) return;
    try {
      setShot(await keepPicture(await takePhoto(camera.track, stage.video, look.mirror)));
    } catch (cause) {
      toast.error(t('lens.photoFailed', { detail: String(cause) }));
    }
  };

  if (!style?.published) return <p className="py-16 text-center text-soft">{t('lens.noStyle')}</p>;
  const { id, sha256 } = style.published;
  const network = { id, sha256, suitedSize: style.suitedSize };
  const settings: LensSettings | undefined = backend && { ...look, network, backend };
  const facing = 'facing' in wish ? wish.facing : undefined;
  const problem = failure ?? engineFailure;

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 pt-2 sm:pt-6 lg:grid-cols-[7.5rem_minmax(0,1fr)_18rem]">
      <div className={on ? 'max-sm:sr-only lg:col-span-3' : 'lg:col-span-3'}>
        <h1 className="text-2xl">{t('lens.title')}</h1>
        <p className="mt-2 max-w-prose text-base text-soft">{t('lens.intro')}</p>
      </div>
      <div className="min-w-0 lg:col-start-2 lg:row-start-2">
        {camera.state === 'on' && settings ? (
          <LensStage
            key={camera.track.id}
            camera={camera}
            settings={settings}
            view={look.view}
            frozen={frozen || shot !== undefined}
            onStage={setStage}
            onSpeed={setSpeed}
            onFailed={(cause) => setFailure(String(cause))}
          />
        ) : (
          <div className="flex min-h-72 flex-col items-center justify-center gap-4 rounded-lg bg-sunken px-6 py-10 text-center shadow-frame sm:min-h-96">
            <CameraIcon aria-hidden className="size-10 text-soft" />
            {camera.state === 'failed' ? (
              <div role="alert" className="max-w-prose space-y-1">
                <p className="text-base font-medium">{t(`lens.failures.${camera.reason}`)}</p>
                <p className="text-soft">{t(`lens.waysOn.${camera.reason}`, { detail: camera.detail })}</p>
              </div>
            ) : (
              <p className="max-w-prose text-soft">{t('lens.private')}</p>
            )}
            <div className="flex flex-wrap justify-center gap-3">
              <Button
                look="seal"
                size="large"
                disabled={camera.state === 'starting' || !settings}
                onClick={() => begin(wish)}
              >
                {camera.state === 'failed'
                  ? t('actions.retry')
                  : t(camera.state === 'starting' ? 'lens.starting' : 'lens.start')}
              </Button>
              {camera.state === 'failed' && (
                <Button asChild size="large">
                  <Link href={`/styles/${style.slug}`}>{t('lens.photoInstead')}</Link>
                </Button>
              )}
            </div>
          </div>
        )}
        {problem && (
          <div className="mt-3">
            <Failure action={<Button onClick={() => begin(wish)}>{t('actions.retry')}</Button>}>
              {t('lens.paintFailed', { detail: problem })}
            </Failure>
          </div>
        )}
        {on && (
          <>
            <p className="mt-2 text-center text-xs text-soft tabular-nums" data-testid="speed">
              {speed
                ? t('lens.speed', { engine: t(`lens.engines.${backend!}`, { threads }), ...speed })
                : t('lens.preparing')}
            </p>
            <div className="mt-2 flex items-center justify-center gap-3">
              <Button
                size="icon"
                aria-pressed={frozen}
                aria-label={t(frozen ? 'lens.unfreeze' : 'lens.freeze')}
                onClick={() => setFrozen(!frozen)}
              >
                {frozen ? <Play aria-hidden /> : <Pause aria-hidden />}
              </Button>
              <Button look="seal" size="large" disabled={!speed && !frozen} onClick={() => void shoot()}>
                <CameraIcon aria-hidden />
                {t('lens.photo')}
              </Button>
              <Button
                size="icon"
                aria-pressed={recording !== undefined}
                aria-label={t(recording ? 'lens.stopRecording' : 'lens.record')}
                onClick={record}
              >
                {recording ? (
                  <Square aria-hidden className="fill-danger text-danger" />
                ) : (
                  <Circle aria-hidden className="fill-danger text-danger" />
                )}
              </Button>
              {camera.cameras.length > 1 && (
                <Button
                  size="icon"
                  aria-label={t('lens.turn')}
                  className="not-pointer-coarse:hidden"
                  onClick={() => begin({ facing: facing === 'user' ? 'environment' : 'user' })}
                >
                  <SwitchCamera aria-hidden />
                </Button>
              )}
            </div>
            <p role="status" className="mt-1 text-center text-xs text-danger">
              {recording && t('lens.recording')}
            </p>
          </>
        )}
      </div>
      <div className="lg:col-start-1 lg:row-start-2">
        <StyleStrip
          styles={styles}
          chosen={style}
          photo={undefined}
          previews={{}}
          onChoose={({ slug }) => void setSlug(slug)}
        />
      </div>
      <div className="flex flex-col gap-5 lg:col-start-3 lg:row-start-2">
        <LensControls
          {...{ look, backend, choices }}
          onLook={(change) => setLook({ ...look, ...change })}
          onBackend={choose}
          cameras={on ? camera.cameras : []}
          deviceId={on ? camera.track.getSettings().deviceId : undefined}
          onCamera={(deviceId) => begin({ deviceId })}
        />
        {on && (
          <Button
            look="quiet"
            className="self-start"
            onClick={() => {
              if (recording) void save(recording);
              stop();
            }}
          >
            {t('lens.stop')}
          </Button>
        )}
      </div>
      {shot && settings && (
        <Shot
          key={style.id}
          photo={shot}
          style={style}
          settings={settings}
          onClose={() => setShot(undefined)}
        />
      )}
    </div>
  );
}
