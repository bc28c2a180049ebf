import type {
  DiscardedTrack,
  EncodedPacket,
  Input,
  OutputFormat,
  Target,
  VideoCodec,
  VideoSample,
  VideoSource,
} from 'mediabunny';
import type { Size } from '../memory.ts';
import type { Rgb } from '../rgb.ts';
import { toRgba } from '../rgba.ts';
import type { Media } from './media.ts';

/** The size that frames are painted at for a codec: H.264 holds even sides only. */
export function paintedSize(codec: VideoCodec, { width, height }: Size): Size {
  return codec === 'avc' ? { width: even(width), height: even(height) } : { width, height };
}

const even = (side: number) => 2 * Math.round(side / 2);

type OnPacket = (packet: EncodedPacket, meta: EncodedVideoChunkMetadata | undefined) => void;

/**
 * What encodes a film's painted pictures, of {@link paintedSize}. Mediabunny is not asked to bring them to another size: in Node it
 * would let go of a picture's memory while the encoder's copy still points there, and some of them would begin with eight wrong pixels.
 */
export function pictureSource(
  { VideoSampleSource, QUALITY_HIGH }: Pick<Media, 'VideoSampleSource' | 'QUALITY_HIGH'>,
  codec: VideoCodec,
  onPacket?: OnPacket,
) {
  return new VideoSampleSource({
    codec,
    quality: QUALITY_HIGH,
    ...(onPacket && { onEncodedPacket: onPacket }),
  });
}

/** A painting at the time of the frame that it was painted from. */
export function paintedFrame(
  { VideoSample }: Pick<Media, 'VideoSample'>,
  painting: Rgb,
  { timestamp, duration }: Pick<VideoSample, 'timestamp' | 'duration'>,
): VideoSample {
  const { width: codedWidth, height: codedHeight } = painting;
  return new VideoSample(toRgba(painting), {
    format: 'RGBA',
    codedWidth,
    codedHeight,
    timestamp,
    duration,
  });
}

export interface PaintedFilmOptions {
  format: OutputFormat;
  target: Target;
  /** Told of sound that the new film cannot hold. */
  onLeftOut: (reason: DiscardedTrack['reason']) => void;
}

/**
 * Writes a film: the pictures that `addPictures` adds to their source, and the sound of the old film, as it is where it may be
 * there so.
 * @param addPictures says, picture by picture, up to which second sound is wanted
 */
export async function writePaintedFilm(
  { Output, Conversion }: Pick<Media, 'Output' | 'Conversion'>,
  input: Input,
  pictures: VideoSource,
  { format, target, onLeftOut }: PaintedFilmOptions,
  addPictures: (soundUntil: (seconds: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const output = new Output({ format, target });
  output.addVideoTrack(pictures);
  const sound = await Conversion.init({
    input,
    output,
    composable: true,
    showWarnings: false,
    video: { discard: true },
    // Else sound that begins later than the pictures would be moved to the beginning.
    trim: { start: 0 },
  });
  for (const { track, reason } of sound.discardedTracks) if (track.type === 'audio') onLeftOut(reason);
  try {
    await output.start();
    await addPictures((until) => sound.execute({ until }));
    pictures.close();
    await sound.execute();
    await output.finalize();
  } catch (cause) {
    await output.cancel();
    throw cause;
  }
}
