/** Films, decoded and encoded in this browser by WebCodecs. */
import type { Rgb } from '@atelier/stylize';
import {
  filmFacts,
  FilmRefused,
  paintedFrame,
  paintedSize,
  pictureSource,
  writePaintedFilm,
} from '@atelier/stylize/film';
import {
  BlobSource,
  BufferTarget,
  canEncodeVideo,
  Conversion,
  EncodedPacketSink,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  QUALITY_HIGH,
  type VideoCodec,
  VideoSample,
  VideoSampleSink,
  VideoSampleSource,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import type { FilmNews, PaintedFilm } from './device-painter.ts';
import { canvasOf, drawnPixels } from './pixels.ts';

const media = { Conversion, EncodedPacketSink, Output, QUALITY_HIGH, VideoSample, VideoSampleSource };

/** Codecs to write, those first that play in the most places; a film that is WebM stays it where it can. */
const CODECS: VideoCodec[] = ['avc', 'vp9', 'vp8'];
const WEB_CODECS: VideoCodec[] = ['vp9', 'vp8', 'avc'];

interface FilmPainting {
  /** The painting of a frame, of its size. Frames come in their order, each when the one before it is done. */
  paint: (frame: Rgb) => Promise<Rgb>;
  tell: (news: FilmNews) => void;
  /** Stops it between two frames. */
  signal: AbortSignal;
}

/**
 * Paints a film frame by frame: of the same size, upright, each frame at its time and for its duration, with the sound.
 * @throws FilmRefused where it cannot be read or written here; the signal's reason when aborted
 */
export async function paintFilm(film: Blob, { paint, tell, signal }: FilmPainting): Promise<PaintedFilm> {
  // A file that is gone since it was chosen says so here; read as a film it would pass for none.
  await film.slice(0, 1).arrayBuffer();
  const input = new Input({ formats: [MP4, QTFF, WEBM, MATROSKA], source: new BlobSource(film) });
  try {
    const { video, frames, ...shown } = await filmFacts(media, input);
    const { codec, width, height } = await writable(
      (await input.getFormat()) === WEBM ? WEB_CODECS : CODECS,
      shown,
    );
    tell({ frames, width, height, done: 0 });
    const pictures = pictureSource(media, codec);
    const target = new BufferTarget();
    const format = codec === 'avc' ? new Mp4OutputFormat({ fastStart: false }) : new WebMOutputFormat();
    let silent = false;
    const onLeftOut = () => (silent = true);
    await writePaintedFilm(media, input, pictures, { format, target, onLeftOut }, async (soundUntil) => {
      let done = 0;
      for await (const frame of decodedFrames(video)) {
        const seen = upright(frame, width, height);
        signal.throwIfAborted();
        const painting = await paint(seen);
        const painted = paintedFrame(media, painting, frame);
        await pictures.add(painted);
        painted.close();
        await soundUntil(frame.timestamp);
        done++;
        tell(done === 1 ? { done, poster: await jpeg(painting) } : { done });
      }
    });
    return {
      file: new Blob([target.buffer!], { type: codec === 'avc' ? 'video/mp4' : 'video/webm' }),
      silent,
    };
  } finally {
    input.dispose();
  }
}

/** The first of the codecs that this browser can write, and the size of the frames in it. @throws FilmRefused where there is none */
async function writable(codecs: VideoCodec[], shown: { width: number; height: number }) {
  for (const codec of codecs) {
    const size = paintedSize(codec, shown);
    if (await canEncodeVideo(codec, { ...size, quality: QUALITY_HIGH })) return { codec, ...size };
  }
  throw new FilmRefused('this browser can write neither H.264, nor VP9, nor VP8', { kind: 'noEncoder' });
}

/** In the order of their times. @throws FilmRefused where they cannot be decoded */
async function* decodedFrames(video: InputVideoTrack) {
  try {
    yield* new VideoSampleSink(video).samples();
  } catch (cause) {
    throw new FilmRefused(
      'damaged: its frames cannot be decoded to their end',
      { kind: 'damaged' },
      { cause },
    );
  }
}

/** A frame as it is shown: turned upright, its pixels square. It is closed. */
function upright(frame: VideoSample, width: number, height: number): Rgb {
  try {
    return drawnPixels(width, height, (context) => frame.drawWithFit(context, { fit: 'fill' }));
  } finally {
    frame.close();
  }
}

const jpeg = (picture: Rgb) => canvasOf(picture).convertToBlob({ type: 'image/jpeg', quality: 0.85 });
