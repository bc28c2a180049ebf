import { stat } from 'node:fs/promises';
import type { Rgb } from '@atelier/stylize';
import { paintedSize, pictureSource, writePaintedFilm } from '@atelier/stylize/film';
import type { Input, VideoSource } from 'mediabunny';
import { fileError, warn } from '../errors.ts';
import { replaceWhole } from '../files/file.ts';
import { systemPath } from '../files/system-path.ts';
import { codecOf, formatOf, type Media, openCodecs } from './codecs.ts';
import { facts } from './facts.ts';
import { decodedFrames, paintFrame } from './frames.ts';

/** How a film is made from another. */
export interface FilmOptions {
  /** The painting of a frame, of its size. Frames come in their order, each when the one before it is done. */
  paint: (frame: Rgb) => Promise<Rgb>;
  /** Told the frames done, and how many there are. */
  onProgress?: ((done: number, all: number) => void) | undefined;
  /** Stops it between two frames; nothing is left behind. */
  signal?: AbortSignal | undefined;
}

/**
 * Writes a film painted frame by frame: of the same size, upright, each frame at its time and for its duration, with the
 * sound. The file is there when all of it is, and nothing of it before.
 * @throws UsageError where the film cannot be read, or the new one not be written; the signal's reason when aborted
 */
export async function paintFilm(
  path: string,
  out: string,
  options: FilmOptions,
): Promise<{ frames: number; width: number; height: number }> {
  const { paint, onProgress, signal } = options;
  await stat(systemPath(path)).catch((error: unknown) => {
    throw fileError(error, path);
  });
  const media = await openCodecs();
  const input = new media.Input({ formats: media.ALL_FORMATS, source: new media.FilePathSource(path) });
  try {
    const { video, frames, ...shown } = await facts(media, input, path);
    const size = paintedSize(codecOf(out), shown);
    const pictures = pictureSource(media, codecOf(out));
    await writeFilm(media, input, pictures, { from: path, out }, async (soundUntil) => {
      let done = 0;
      onProgress?.(0, frames);
      for await (const frame of decodedFrames(media, video, path)) {
        const painted = await paintFrame(media, frame, size, (picture) => {
          signal?.throwIfAborted();
          return paint(picture);
        });
        await pictures.add(painted);
        painted.close();
        await soundUntil(painted.timestamp);
        onProgress?.(++done, frames);
      }
    });
    return { frames, ...size };
  } finally {
    input.dispose();
  }
}

/**
 * Writes a film: the pictures that `addPictures` adds to their source, and the sound of the old film. The file is there when all
 * of it is.
 * @param addPictures says, picture by picture, up to which second sound is wanted
 */
export async function writeFilm(
  media: Media,
  input: Input,
  pictures: VideoSource,
  { from, out }: { from: string; out: string },
  addPictures: (soundUntil: (seconds: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  await replaceWhole(out, (temporary) =>
    writePaintedFilm(
      media,
      input,
      pictures,
      {
        format: formatOf(media, out),
        target: new media.FilePathTarget(temporary),
        onLeftOut: (reason) => warn(`${from}: its sound is left out (${reason})`),
      },
      addPictures,
    ),
  );
}
