import type { Input, InputVideoTrack } from 'mediabunny';
import { LEAST_SIDE } from '../rgb.ts';
import type { Media } from './media.ts';
import { FilmRefused } from './refused.ts';

/** What a film may be: one hour, and each frame as large as those of 4K. */
const MOST_SECONDS = 3_600;
const MOST_PIXELS = 4_096 * 2_304;
/** Seconds by which the last frame may come before the end that the file claims. */
const EARLY_END = 0.5;

/** The sizes of a film's frames, and how many there are. @throws FilmRefused where it cannot be painted */
export async function filmFacts(media: Pick<Media, 'EncodedPacketSink'>, input: Input) {
  const video = await input.getPrimaryVideoTrack().catch((cause: unknown) => {
    throw new FilmRefused(
      'not a film, or damaged: MP4, MOV, WebM and MKV are read',
      { kind: 'notAFilm' },
      { cause },
    );
  });
  if (!video)
    throw new FilmRefused('no moving pictures in it, or it is cut short', { kind: 'noMovingPictures' });
  const { codec, displayWidth: width, displayHeight: height } = video;
  const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
  if (!(seconds <= MOST_SECONDS)) {
    const [minutes, most] = [Math.round(seconds / 60), MOST_SECONDS / 60];
    throw new FilmRefused(`${minutes} minutes long; ${most} are the most`, {
      kind: 'tooLong',
      minutes,
      most,
    });
  }
  if (width * height > MOST_PIXELS)
    throw new FilmRefused(`frames of ${width}×${height} pixels; 4096×2304 are the most`, {
      kind: 'largeFrames',
      width,
      height,
    });
  if (Math.min(width, height) < LEAST_SIDE)
    throw new FilmRefused(`frames of ${width}×${height} pixels; ${LEAST_SIDE} a side are the least`, {
      kind: 'smallFrames',
      width,
      height,
    });
  if (!(await video.canDecode()))
    throw new FilmRefused(`its codec, ${codec ?? 'an unknown one'}, cannot be read here`, {
      kind: 'codec',
      codec: codec ?? '?',
    });
  return { video, width, height, frames: await countFrames(media, input, video, seconds) };
}

/** Reads every packet once: what is cut short is found before it is painted. */
async function countFrames(
  { EncodedPacketSink }: Pick<Media, 'EncodedPacketSink'>,
  input: Input,
  video: InputVideoTrack,
  seconds: number,
): Promise<number> {
  let frames = 0;
  let end = 0;
  for (const track of await input.getTracks())
    for await (const { timestamp, duration } of new EncodedPacketSink(track).packets()) {
      end = Math.max(end, timestamp + duration);
      if (track === video) frames++;
    }
  if (frames === 0 || end < seconds - EARLY_END)
    throw new FilmRefused(
      `cut short: it says it is ${seconds.toFixed(1)} seconds long, and ends after ${end.toFixed(1)}`,
      { kind: 'cutShort', seconds, end },
    );
  return frames;
}
