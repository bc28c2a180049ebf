'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { cn } from '@/ui/class-names.ts';
import { Wipe } from '@/ui/wipe.tsx';
import type { LensView } from './lens-controls.tsx';
import { type LensSettings, type LensSpeed, PaintedFrames } from './painted-frames.ts';
import type { Camera } from './use-camera.ts';

interface LensStageProps {
  camera: Camera & { state: 'on' };
  settings: LensSettings;
  view: LensView;
  frozen: boolean;
  /** The camera's video at its own size, and the canvas that it is painted on. */
  onStage: (stage: { video: HTMLVideoElement; canvas: HTMLCanvasElement }) => void;
  onSpeed: (speed: LensSpeed) => void;
  onFailed: (cause: unknown) => void;
}

/** The painted camera, and as the visitor likes the plain one before it. */
export function LensStage({ camera, settings, view, frozen, onStage, onSpeed, onFailed }: LensStageProps) {
  const t = useTranslations('lens');
  const source = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frames = useRef<PaintedFrames>(undefined);
  const [ratio, setRatio] = useState(4 / 3);
  const first = useRef({ settings, onStage, onSpeed, onFailed });

  useEffect(() => {
    const [video, target] = [source.current!, canvas.current!];
    const { settings, onStage, onSpeed, onFailed } = first.current;
    // The page's heading has made place for it: whoever had scrolled to the button would have a part of it above the window.
    window.scrollTo({ top: 0 });
    onStage({ video, canvas: target });
    frames.current = new PaintedFrames(video, target, settings, { speed: onSpeed, failed: onFailed });
    return () => frames.current?.stop();
  }, []);
  const { network, backend, mirror, strength, keepColours } = settings;
  useEffect(
    () => frames.current?.change({ network, backend, mirror, strength, keepColours }),
    // The network is made anew with every rendering.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [network.sha256, backend, mirror, strength, keepColours],
  );

  return (
    <div
      className="relative isolate mx-auto overflow-hidden rounded-lg bg-sunken shadow-frame"
      style={{ aspectRatio: ratio, maxWidth: `calc(60dvh * ${ratio})` }}
    >
      {/* Painted from: never seen, but browsers stop a video that is not shown at all. */}
      <CameraVideo
        ref={source}
        stream={camera.stream}
        frozen={frozen}
        className="absolute inset-0 size-full opacity-0"
        onShape={setRatio}
      />
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('painted')}
        data-testid="painted"
        className="absolute inset-0 size-full"
      />
      {view === 'wipe' && (
        <div className="absolute inset-0">
          <Wipe
            label={t('wipe')}
            left={<PlainCamera {...{ source, mirror }} className="size-full" />}
            right={<div className="size-full" />}
          />
        </div>
      )}
      {view === 'corner' && (
        <PlainCamera
          {...{ source, mirror }}
          className="absolute right-3 bottom-3 w-1/4 rounded-frame border-2 border-white shadow-frame"
        />
      )}
    </div>
  );
}

interface CameraVideoProps {
  ref: React.RefObject<HTMLVideoElement | null>;
  stream: MediaStream;
  frozen: boolean;
  className: string;
  /** Told width by height when it is known, or changes as the device is turned. */
  onShape: (ratio: number) => void;
}

function CameraVideo({ ref, stream, frozen, className, onShape }: CameraVideoProps) {
  useEffect(() => {
    ref.current!.srcObject = stream;
  }, [ref, stream]);
  useEffect(() => {
    const video = ref.current!;
    if (frozen) return video.pause();
    // A page that is being left, or a track that ends, ends its playing: then nobody looks.
    video.play().catch((cause: unknown) => console.warn(cause));
  }, [ref, frozen]);
  return (
    <video
      ref={ref}
      muted
      playsInline
      aria-hidden
      onResize={({ currentTarget: { videoWidth, videoHeight } }) => onShape(videoWidth / videoHeight)}
      className={cn('pointer-events-none', className)}
    />
  );
}

interface PlainCameraProps {
  source: React.RefObject<HTMLVideoElement | null>;
  mirror: boolean;
  className: string;
}

/** What is painted, as it is: drawn from the same video, as another one would have no picture where this stands still. */
function PlainCamera({ source, mirror, className }: PlainCameraProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const video = source.current!;
    let callback: number;
    const draw = () => {
      Object.assign(canvas.current!, { width: video.videoWidth, height: video.videoHeight });
      canvas.current!.getContext('2d')!.drawImage(video, 0, 0);
      callback = video.requestVideoFrameCallback(draw);
    };
    draw();
    return () => video.cancelVideoFrameCallback(callback);
  }, [source]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      data-testid="plain"
      className={cn('pointer-events-none', mirror && '-scale-x-100', className)}
    />
  );
}
