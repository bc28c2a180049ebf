import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { toast } from '@/ui/toast.ts';
import { saveFile } from '@/ui/save-file.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { Recording } from './recording.ts';
import type { Camera } from './use-camera.ts';

/** A film of what the lens paints: it is saved when it is stopped, and where the camera is lost or the page left. `name`: the file's, without its ending. */
export function useRecording(camera: Camera, name: string) {
  const t = useTranslations();
  const failure = useFailure();
  const [recording, setRecording] = useState<Recording>();

  const save = async (made: Recording) => {
    setRecording(undefined);
    const film = await made.stop();
    const file = `${name}.${film.type === 'video/mp4' ? 'mp4' : 'webm'}`;
    saveFile(film, file);
    toast.success(t('paint.saved', { name: file }));
  };
  const stop = () => {
    if (recording) void save(recording);
  };
  const start = (canvas: HTMLCanvasElement) => {
    const failed = (cause: unknown) => toast.error(t('lens.recordFailed', { detail: failure(cause) }));
    try {
      setRecording(new Recording(canvas, failed));
    } catch (cause) {
      failed(cause);
    }
  };

  useEffect(() => {
    if (!recording || camera.state !== 'on') return;
    const keep = () => void save(recording);
    camera.track.addEventListener('ended', keep);
    return () => camera.track.removeEventListener('ended', keep);
  });

  const onLeft = useEffectEvent(stop);
  useEffect(() => () => onLeft(), []);

  return { isRecording: recording !== undefined, start, stop };
}
