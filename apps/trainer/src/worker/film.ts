import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EVERYBODY, filmBytes, type FilmWork, readCheckpoint, type TakenFilm } from '@atelier/db';
import { type Rgb, Steady } from '@atelier/stylize';
import { filmOptionsSchema } from '@atelier/stylize/film-options';
import { isFilm } from '@atelier/stylize/film-types';
import sharp from 'sharp';
import { env } from '../env.ts';
import { UsageError } from '../errors.ts';
import { paintAnimation } from '../film/animation.ts';
import { joinSegments, paintSegments } from '../film/segments.ts';
import { PhotoPainter } from '../painting/painting.ts';
import { type Patience, persist } from '../training/persist.ts';

/** Milliseconds between two tellings of how far it is. */
const TELL = 1_000;
/** Bytes of the painted film that are stored together. */
const CHUNK = 4 * 1024 * 1024;

/**
 * Paints a film on from where it is, segment by segment, and stores the painted film.
 * @throws UsageError where the film cannot be painted, which names it as its owner does, not the copy that was worked on;
 * LostFilmError; the signal's reason when aborted
 */
export async function paintFilmOn(
  work: FilmWork,
  film: TakenFilm,
  signal: AbortSignal,
  patience: Patience,
): Promise<void> {
  await mkdir(env.ATELIER_DATA, { recursive: true });
  const folder = await mkdtemp(join(env.ATELIER_DATA, 'film-'));
  try {
    await paintIn(folder, work, film, signal, patience);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const message = error.message
      .replaceAll(copyOf(film, folder), () => film.name)
      .replaceAll(`${folder}/`, '');
    throw new UsageError(message, { cause: error, ...(error.why && { why: error.why }) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where a film is worked on. Whatever its name is, only the ending says what it is. */
function copyOf({ name }: TakenFilm, folder: string): string {
  return join(folder, `film${/\.\w{1,5}$/.exec(name)?.[0].toLowerCase() ?? ''}`);
}

async function paintIn(
  folder: string,
  work: FilmWork,
  film: TakenFilm,
  signal: AbortSignal,
  patience: Patience,
): Promise<void> {
  const store = (write: () => Promise<void>) => persist(write, patience);
  const source = copyOf(film, folder);
  const network = join(folder, 'network.safetensors');
  const out = join(folder, `painted${extname(source)}`);
  await writeFile(source, filmBytes(film.id, 'source'));
  const weights = await readCheckpoint(film.checkpointId, EVERYBODY);
  if (!weights)
    throw new UsageError('the network that it was to be painted with is gone', {
      why: [{ kind: 'noNetwork' }],
    });
  await writeFile(network, weights);
  const { strokes, strength, keepColours, steady: keep } = filmOptionsSchema.parse(film.options);
  const settings = {
    network,
    strokes,
    strength,
    keepColours,
    memory: env.ATELIER_PAINTING_MEMORY,
    threads: 0,
  };
  const painter = await PhotoPainter.open({ ...settings, suitedSize: film.suitedSize ?? undefined });
  try {
    const steady = new Steady(keep);
    if (film.state) steady.load(film.state);
    let told = 0;
    const seconds = clock();
    const paint = async (frame: Rgb) => {
      const painted = steady.next(frame, await painter.paintRgb(frame, source));
      if (told === 0 && film.done === 0) {
        const poster = await jpeg(painted);
        await store(() => work.report({ done: 0, seconds: 0, poster }));
      }
      return painted;
    };
    const tell = async (done: number, facts?: { frames: number; width: number; height: number }) => {
      if (!facts && Date.now() - told < TELL) return;
      if (done > 0) told = Date.now();
      const spent = seconds();
      await store(() => work.report({ done, seconds: spent, ...facts }));
    };
    let frames = film.done;
    if (isFilm(source)) {
      let index = film.segments;
      const options = {
        ...{ paint, skip: film.done, signal },
        onFacts: (facts: { frames: number; width: number; height: number }) => tell(film.done, facts),
        onFrame: (done: number) => tell((frames = done)),
      };
      for await (const segment of paintSegments(source, options)) {
        const [place, state, spent] = [index++, steady.save(), seconds()];
        await store(() => work.keep(place, segment, state, spent));
      }
      await joinSegments(source, out, segments(work, index));
    } else frames = await paintMoving(source, out, { paint, tell, signal });
    const spent = seconds();
    await store(() =>
      work.finish(createReadStream(out, { highWaterMark: CHUNK }), { frames, seconds: spent }),
    );
  } finally {
    await painter.close();
  }
}

/** A moving picture is small: it is painted at once. Gives the number of its frames. */
async function paintMoving(
  source: string,
  out: string,
  {
    paint,
    tell,
    signal,
  }: {
    paint: (frame: Rgb) => Promise<Rgb>;
    tell: (done: number, facts?: { frames: number; width: number; height: number }) => Promise<void>;
    signal: AbortSignal;
  },
): Promise<number> {
  let done = 0;
  const { frames, width, height } = await paintAnimation(source, out, {
    paint: async (frame) => {
      const painted = await paint(frame);
      await tell(++done);
      return painted;
    },
    signal,
  });
  await tell(frames, { frames, width, height });
  return frames;
}

async function* segments(work: FilmWork, count: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index++) yield await work.segment(index);
}

/** Gives the seconds since it was asked last. */
function clock(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}

const jpeg = ({ data, width, height }: Rgb): Promise<Uint8Array> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: 960, height: 960, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer();
