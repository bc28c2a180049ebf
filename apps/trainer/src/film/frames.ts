import { fromRgba, type Rgb } from '@atelier/stylize';
import { paintedFrame } from '@atelier/stylize/film';
import type { InputVideoTrack } from 'mediabunny';
import { UsageError } from '../errors.ts';
import type { Media } from './codecs.ts';
import { standardRange } from './tone-mapping.ts';

/** A film's frames as they are decoded, in the order of their times. @throws UsageError where they cannot be */
export async function* decodedFrames({ VideoSampleSink }: Media, video: InputVideoTrack, path: string) {
  try {
    yield* new VideoSampleSink(video).samples();
  } catch (cause) {
    throw new UsageError(`${path}: damaged: its frames cannot be decoded to their end`, {
      cause,
      why: [{ kind: 'damaged' }],
    });
  }
}

type Sample = InstanceType<Media['VideoSample']>;

/** Its types know WebCodecs without the conversion of colours. */
const RGBA: VideoFrameCopyToOptions & { format: 'RGBA' } = { format: 'RGBA' };

/** A frame as it is shown: turned upright, its pixels square. */
async function pixels(sample: Sample, width: number, height: number): Promise<Rgb> {
  const shown = await sample.transform({ width, height, fit: 'fill' });
  try {
    const rgba = new Uint8Array(shown.allocationSize(RGBA));
    await shown.copyTo(rgba, RGBA);
    return fromRgba(shown.codedWidth, shown.codedHeight, rgba);
  } finally {
    shown.close();
  }
}

/** The painting of a frame that is shown at this size, at the frame's time; the frame is closed. */
export async function paintFrame(
  media: Media,
  decoded: Sample,
  { width, height }: { width: number; height: number },
  paint: (frame: Rgb) => Promise<Rgb>,
): Promise<Sample> {
  const frame = await standardRange(media, decoded);
  try {
    return paintedFrame(media, await paint(await pixels(frame, width, height)), frame);
  } finally {
    frame.close();
  }
}
