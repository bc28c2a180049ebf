'use client';
import { useEffect, useRef, useState } from 'react';

/** Why there is no picture; the message catalogue says it in words. */
type CameraFailure = 'denied' | 'none' | 'missing' | 'busy' | 'lost' | 'unsafe' | 'other';

export type Camera =
  | { state: 'off' | 'starting' }
  | { state: 'on'; stream: MediaStream; track: MediaStreamTrack; cameras: MediaDeviceInfo[] }
  | { state: 'failed'; reason: CameraFailure; detail: string };

/** The one that looks at whoever holds the device, or away from them; or one by its id. */
export type CameraChoice = { facing: 'user' | 'environment' } | { deviceId: string };

/** Browsers' names (W3C Media Capture, getUserMedia) of what can go wrong. */
const REASONS: Record<string, CameraFailure> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'missing', // the camera that was chosen by its id; all else is asked for as an ideal
  NotReadableError: 'busy',
  AbortError: 'busy',
};

async function open(choice: CameraChoice): Promise<Camera> {
  // Browsers leave it out where a page did not come over https or from this machine.
  if (!navigator.mediaDevices) return { state: 'failed', reason: 'unsafe', detail: location.origin };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: {
        width: { ideal: 1920 },
        height: { ideal: 1080 },
        ...('deviceId' in choice ? { deviceId: { exact: choice.deviceId } } : { facingMode: choice.facing }),
      },
    });
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind }) => kind === 'videoinput',
    );
    return { state: 'on', stream, track: stream.getVideoTracks()[0]!, cameras };
  } catch (error) {
    const { name, message } = error as DOMException;
    return { state: 'failed', reason: REASONS[name] ?? 'other', detail: `${name}: ${message}` };
  }
}

const close = (camera: Camera) => {
  if (camera.state === 'on') for (const track of camera.stream.getTracks()) track.stop();
};

/** The camera, from when it is started until it is stopped, lost, or the page left. */
export function useCamera() {
  const [camera, setCamera] = useState<Camera>({ state: 'off' });
  /** Counts what was asked for: what comes too late is closed again. */
  const asked = useRef(0);
  const held = useRef<Camera>(camera);
  const hold = (next: Camera) => {
    close(held.current);
    held.current = next;
    setCamera(next);
  };

  const start = async (choice: CameraChoice) => {
    const turn = ++asked.current;
    hold({ state: 'starting' });
    const next = await open(choice);
    if (turn !== asked.current) return close(next);
    hold(next);
    if (next.state === 'on')
      next.track.addEventListener('ended', () => {
        if (held.current === next) hold({ state: 'failed', reason: 'lost', detail: next.track.label });
      });
  };
  const stop = () => {
    asked.current++;
    hold({ state: 'off' });
  };
  useEffect(
    () => () => {
      asked.current++;
      close(held.current);
    },
    [],
  );
  return { camera, start, stop };
}
