import type { Style } from '@atelier/db';
import type { FilmOptions } from '@atelier/stylize/film-options';
import { mayMove } from '@atelier/stylize/film-types';
import { proxy } from 'comlink';
import { useSyncExternalStore } from 'react';
import { type Reason, reasonOf } from '@/contracts/refused.ts';
import { MAX_FILM_BYTES } from '@/contracts/upload.ts';
import { backendHere, devicePainter } from '@/device/device-painter.ts';

/** Sends a film to the studio, which is to paint it, and tells how much of it has gone, 0..1. */
type Send = (onProgress: (sent: number) => void) => Promise<void>;

/** A film that is painted in this browser, and is nowhere else. */
export interface DeviceFilm {
  id: number;
  /** Of the painted film's file, once it is there. */
  name: string;
  style: Style;
  status: 'queued' | 'painting' | 'done' | 'failed';
  done: number;
  frames: number | null;
  secondsWorked: number;
  width: number | null;
  height: number | null;
  /** Addresses of the first painted frame, and of the painted film. */
  poster?: string;
  source?: string;
  file?: File;
  /** Its sound could not be kept. */
  silent?: boolean;
  /** Why it is not painted. */
  reason?: Reason;
  /** The ways on, where there is one: to have it painted here after all, or by the studio, which may be able to. */
  retry?: () => void;
  send?: Send;
}

/** Newest first. They go from page to page, and are gone with the document. */
let films: readonly DeviceFilm[] = [];
let given = 0;
const told = new Set<() => void>();
/** They are painted one after another. */
let last = Promise.resolve();

const stay = (event: BeforeUnloadEvent) => event.preventDefault();

function change(next: readonly DeviceFilm[]): void {
  films = next;
  // Whoever leaves loses what is under way: the browser asks first.
  const busy = films.some(({ status }) => status === 'queued' || status === 'painting');
  (busy ? addEventListener : removeEventListener)('beforeunload', stay);
  told.forEach((tell) => tell());
}

const isThere = (id: number) => films.some((film) => film.id === id);
const update = (id: number, news: Partial<DeviceFilm>) =>
  change(films.map((film) => (film.id === id ? { ...film, ...news } : film)));

const NONE: readonly DeviceFilm[] = [];
export const useDeviceFilms = () =>
  useSyncExternalStore(
    (tell) => {
      told.add(tell);
      return () => void told.delete(tell);
    },
    () => films,
    () => NONE,
  );

/** Has a film painted in this browser, after those that were given before. */
export function paintOnDevice(film: File, style: Style, options: FilmOptions, send: Send): void {
  const id = ++given;
  const nothing = { done: 0, frames: null, secondsWorked: 0, width: null, height: null };
  change([{ id, name: film.name, style, status: 'queued', ...nothing }, ...films]);
  const fail = (reason: Reason) => {
    const kind = typeof reason === 'string' ? reason : reason.kind;
    const retry = () => {
      forgetDeviceFilm(id);
      paintOnDevice(film, style, options, send);
    };
    update(id, {
      status: 'failed',
      reason,
      ...(kind === 'noAnswer' ? { retry } : !EVERYWHERE.has(kind) && { send }),
    });
  };
  const reason = refusal(film);
  if (reason) fail(reason);
  else
    last = last
      .then(() => paint(id, film, style, options))
      .catch((cause: unknown) => {
        if (isThere(id)) fail(reasonOf(cause));
      });
}

/** What is seen without reading the film. */
function refusal({ name, size }: File): Reason | undefined {
  if (size > MAX_FILM_BYTES) return { kind: 'largeFile', most: MAX_FILM_BYTES / 1024 ** 2 };
  if (mayMove(name)) return { kind: 'movingPicture' };
  // The worker that paints has what its page has.
  if (typeof VideoDecoder === 'undefined' || typeof VideoEncoder === 'undefined')
    return { kind: 'noWebCodecs' };
  return undefined;
}

/** What the studio would refuse, too. */
const EVERYWHERE = new Set<string>([
  'largeFile',
  'notAFilm',
  'noMovingPictures',
  'tooLong',
  'largeFrames',
  'smallFrames',
  'cutShort',
  'damaged',
  'fileGone',
  'noNetwork',
] satisfies Exclude<Reason, string>['kind'][]);

async function paint(id: number, film: File, { published, suitedSize }: Style, options: FilmOptions) {
  if (!isThere(id)) return;
  update(id, { status: 'painting' });
  const { backend } = await backendHere();
  if (!isThere(id)) return;
  const { id: checkpoint, sha256 } = published!;
  let since = performance.now();
  const { file, silent } = await devicePainter().paintFilm(
    film,
    { id: checkpoint, sha256, suitedSize },
    backend,
    options,
    proxy(({ poster, ...news }) => {
      if (!isThere(id)) return;
      if (news.done === 0) since = performance.now();
      const secondsWorked = (performance.now() - since) / 1000;
      update(id, { ...news, secondsWorked, ...(poster && { poster: URL.createObjectURL(poster) }) });
    }),
  );
  if (!isThere(id)) return;
  const name = film.name.replace(/\.\w+$/, '') + (file.type === 'video/mp4' ? '.mp4' : '.webm');
  const whole = new File([file], name, { type: file.type });
  update(id, { status: 'done', name, file: whole, source: URL.createObjectURL(whole), silent });
}

/** Forgets a film, and gives up painting it. */
export function forgetDeviceFilm(id: number): void {
  const film = films.find((each) => each.id === id);
  if (film?.status === 'painting') void devicePainter().giveUpFilm();
  for (const address of [film?.poster, film?.source]) if (address) URL.revokeObjectURL(address);
  change(films.filter((each) => each.id !== id));
}
