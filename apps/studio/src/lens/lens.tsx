'use client';
import type { ImageInfo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { toast } from 'sonner';

import { keepPicture } from '@/pictures/device-pictures.ts';
import { useBackend } from '@/device/use-backend.ts';
import { StyleStrip } from '@/paint/style-strip.tsx';
import { Button } from '@/ui/button.tsx';
import { Failure } from '@/ui/notice.tsx';
import { LensButtons } from './lens-buttons.tsx';
import { LensControls, type LensLook } from './lens-controls.tsx';
import { LensStage } from './lens-stage.tsx';
import { LensStart } from './lens-start.tsx';
import type { LensSettings, LensSpeed } from './painted-frames.ts';
import { takePhoto } from './photo.ts';
import { Shot } from './shot.tsx';
import { type CameraWish, useCamera } from './use-camera.ts';
import { useRecording } from './use-recording.ts';

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
  const [shot, setShot] = useState<ImageInfo>();
  const [stage, setStage] = useState<{ video: HTMLVideoElement; canvas: HTMLCanvasElement }>();
  const recording = useRecording(camera, `atelier-${style?.slug.replace('~', '')}`);
  const on = camera.state === 'on';

  const begin = (wish: CameraWish) => {
    recording.stop();
    setWish(wish);
    setFrozen(false);
    setSpeed(undefined);
    setFailure(undefined);
    // Who looks at themselves expects a mirror.
    if ('facing' in wish) setLook((before) => ({ ...before, mirror: wish.facing === 'user' }));
    void start(wish);
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
          <LensStart
            camera={camera}
            ready={settings !== undefined}
            photoHref={`/styles/${style.slug}`}
            onStart={() => begin(wish)}
          />
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
            <LensButtons
              frozen={frozen}
              recording={recording.isRecording}
              ready={speed !== undefined || frozen}
              onFreeze={() => setFrozen(!frozen)}
              onShoot={() => void shoot()}
              onRecord={() =>
                recording.isRecording ? recording.stop() : stage && recording.start(stage.canvas)
              }
              onTurn={
                camera.cameras.length > 1
                  ? () => begin({ facing: facing === 'user' ? 'environment' : 'user' })
                  : undefined
              }
            />
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
              recording.stop();
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
