'use client';
import { useState } from 'react';
import type { Reason } from '@/contracts/refused.ts';
import type { LensLook } from './lens-controls.tsx';
import type { LensSpeed } from './painted-frames.ts';
import { type CameraChoice, useCamera } from './use-camera.ts';
import { useRecording } from './use-recording.ts';

const FRONT: CameraChoice = { facing: 'user' };

/** The camera and how it is painted, from one start to the next. `name`: of a film that is saved, without its ending. */
export function useLens(name: string) {
  const { camera, start, stop } = useCamera();
  const [choice, setChoice] = useState<CameraChoice>(FRONT);
  const [look, setLook] = useState<LensLook>({
    strength: 1,
    keepColours: false,
    mirror: true,
    view: 'painting',
  });
  const [frozen, setFrozen] = useState(false);
  const [speed, setSpeed] = useState<LensSpeed>();
  const [failure, setFailure] = useState<Reason>();
  const [stage, setStage] = useState<{ video: HTMLVideoElement; canvas: HTMLCanvasElement }>();
  const recording = useRecording(camera, name);
  const changeLook = (change: Partial<LensLook>) => setLook((before) => ({ ...before, ...change }));

  const isMissing = camera.state === 'failed' && camera.reason === 'missing';
  /** The camera that was chosen last, unless another one is, or it is not there. */
  const begin = (next = isMissing ? FRONT : choice) => {
    recording.stop();
    setChoice(next);
    setFrozen(false);
    setSpeed(undefined);
    setFailure(undefined);
    // Who looks at themselves expects a mirror.
    if ('facing' in next) changeLook({ mirror: next.facing === 'user' });
    void start(next);
  };
  const end = () => {
    recording.stop();
    stop();
  };
  /** To the camera on the device's other side. */
  const turn = () =>
    begin({ facing: 'facing' in choice && choice.facing === 'user' ? 'environment' : 'user' });
  const record = () => (recording.isRecording ? recording.stop() : stage && recording.start(stage.canvas));

  return {
    ...{ camera, begin, end, turn, look, changeLook, frozen, setFrozen, stage, setStage },
    ...{ speed, setSpeed, failure, setFailure, isRecording: recording.isRecording, record },
  };
}

export type LensState = ReturnType<typeof useLens>;
