import type { Input, InputVideoTrack } from 'mediabunny';
import type { Why } from '@atelier/db';
import { UsageError } from '../errors.ts';
import type { Media } from './codecs.ts';

/** What a film may be: one hour, and each frame as large as those of 4K. */
const MOST_SECONDS = 3_600;
const MOST_PIXELS = 4_096 * 2_304;
/** Seconds by which the last frame may come before the end that the file claims. */
const EARLY_END = 0.5;

/** The sizes of a film's frames, and how many there are. @throws UsageError where it cannot be painted */
export async function facts(media: Media, input: Input, path: string) {
  const refuse = (problem: string, why: Why, cause?: unknown) =>
    new UsageError(`${path}: ${problem}`, { cause, why: [why] });
  const video = await input.getPrimaryVideoTrack().catch((cause: unknown) => {
    throw refuse('not a film, or damaged: MP4, MOV, WebM and MKV are read', { kind: 'notAFilm' }, cause);
  });
  if (!video) throw refuse('no moving pictures in it, or it is cut short', { kind: 'noMovingPictures' });
  const { codec, displayWidth: width, displayHeight: height } = video;
  const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
  if (!(seconds <= MOST_SECONDS))
    throw refuse(`${Math.round(seconds / 60)} minutes long; ${MOST_SECONDS / 60} are the most`, {
      kind: 'tooLong',
      minutes: Math.round(seconds / 60),
      most: MOST_SECONDS / 60,
    });
  if (width * height > MOST_PIXELS)
    throw refuse(`frames of ${width}×${height} pixels; 4096×2304 are the most`, {
      kind: 'largeFrames',
      width,
      height,
    });
  if (Math.min(width, height) < 32)
    throw refuse(`frames of ${width}×${height} pixels; 32 a side are the least`, {
      kind: 'smallFrames',
      width,
      height,
    });
  if (!(await video.canDecode()))
    throw refuse(`its codec, ${codec ?? 'an unknown one'}, cannot be read here`, {
      kind: 'codec',
      codec: codec ?? '?',
    });
  const frames = await countFrames(media, input, video, seconds, path);
  return { video, width, height, frames };
}

/** Reads every packet once: what is cut short is found before it is painted. */
async function countFrames(
  { EncodedPacketSink }: Media,
  input: Input,
  video: InputVideoTrack,
  seconds: number,
  path: string,
): Promise<number> {
  let frames = 0;
  let end = 0;
  for (const track of await input.getTracks())
    for await (const { timestamp, duration } of new EncodedPacketSink(track).packets()) {
      end = Math.max(end, timestamp + duration);
      if (track === video) frames++;
    }
  if (frames === 0 || end < seconds - EARLY_END)
    throw new UsageError(
      `${path}: cut short: it says it is ${seconds.toFixed(1)} seconds long, and ends after ${end.toFixed(1)}`,
      { why: [{ kind: 'cutShort', seconds, end }] },
    );
  return frames;
}
