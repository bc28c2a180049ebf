import type { Strokes } from '@atelier/stylize';
import type { FilmOptions } from '@atelier/stylize/film-options';
import { type Remote, wrap } from 'comlink';
import { noAnswer } from '@/trpc/ask.ts';
import type { NetworkFile } from './network-cache.ts';

/** What computes: the graphics card, or the processor. */
export type Backend = 'webgpu' | 'wasm';

/** A network to paint with, and the working size at which its strokes suit it. */
export interface DeviceNetwork extends NetworkFile {
  suitedSize: number | null;
}

/** How a frame of the camera is painted. */
export interface FrameOptions {
  /** Pixels that it is painted at. */
  width: number;
  height: number;
  /** Pixels of the picture that is given back. */
  shown: { width: number; height: number };
  mirror: boolean;
  /** 0: the camera's picture; 1: the painting. */
  strength: number;
  keepColours: boolean;
}

/** How far a film is; its frames and their size are told once, and its first painted frame when there is one. */
export interface FilmNews {
  done: number;
  frames?: number;
  width?: number;
  height?: number;
  poster?: Blob;
}

/** A film painted in this browser. */
export interface PaintedFilm {
  file: Blob;
  /** Its sound could be neither copied nor encoded. */
  silent: boolean;
}

/** What the worker does; one picture at a time, in the order asked. What it throws has a `reason`. */
export interface DevicePainter {
  /** What there is here, the one that suits best, and the threads of the processor's. */
  backends(): Promise<{ choices: Backend[]; best: Backend; threads: number }>;
  /** The painting of a photo as a PNG file: of its size and with its alpha, as the studio's. Throws where it is no picture. */
  paint(
    photo: Blob,
    network: DeviceNetwork,
    backend: Backend,
    strokes: Strokes,
    onProgress: (done: number) => void,
  ): Promise<Blob>;
  /** Gives up the photo that is being painted. */
  giveUp(): void;
  /** Paints a frame at the size given, enlarged to the one it is shown at. Takes the frame over. */
  paintFrame(
    frame: ImageBitmap,
    network: DeviceNetwork,
    backend: Backend,
    options: FrameOptions,
  ): Promise<ImageBitmap>;
  /** The painting of a film; photos and the camera's frames are painted between its frames. */
  paintFilm(
    film: Blob,
    network: DeviceNetwork,
    backend: Backend,
    options: FilmOptions,
    tell: (news: FilmNews) => void,
  ): Promise<PaintedFilm>;
  /** Gives up the film that is being painted. */
  giveUpFilm(): void;
}

let worker: Worker | undefined;
let started: Remote<DevicePainter> | undefined;

/** The worker that paints in this browser; it starts when it is first asked for, and stays. */
export function devicePainter(): Remote<DevicePainter> {
  worker ??= new Worker(new URL('./painter-worker.ts', import.meta.url), { type: 'module' });
  started ??= wrap<DevicePainter>(worker);
  return started;
}

/** Rejects where the worker's script does not come: it would never answer. It is started anew, then. */
const broken = () =>
  new Promise<never>((_, reject) =>
    worker!.addEventListener('error', () => {
      worker = started = undefined;
      reject(noAnswer());
    }),
  );

const CHOSEN = 'atelier-engine';

/** What computes here: what the visitor has chosen, else what suits best; and what else there is. */
export async function backendHere() {
  const { choices, best, threads } = await Promise.race([devicePainter().backends(), broken()]);
  const chosen = localStorage.getItem(CHOSEN);
  return { choices, threads, backend: choices.find((each) => each === chosen) ?? best };
}

export const chooseBackend = (backend: Backend) => localStorage.setItem(CHOSEN, backend);
