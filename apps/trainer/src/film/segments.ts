import { deserialize, serialize } from 'node:v8';
import type { Rgb } from '@atelier/stylize';
import { paintedSize, pictureSource } from '@atelier/stylize/film';
import { codecOf, type Media, openCodecs } from './codecs.ts';
import { facts } from './facts.ts';
import { writeFilm } from './film.ts';
import { decodedFrames, paintFrame } from './frames.ts';

/** Frames that are encoded together: what is lost where painting breaks off. Two seconds of most films. */
const SEGMENT_FRAMES = 48;

/** Painted frames as a codec's packets, the first of which needs none before it. */
interface Packets {
  packets: { data: Uint8Array; type: 'key' | 'delta'; timestamp: number; duration: number }[];
  config: VideoDecoderConfig | undefined;
}

/** Painted frames in a row, to be joined to a film with the others; `bytes` are for {@link joinSegments}. */
export interface Segment {
  bytes: Uint8Array;
  frames: number;
}

export interface SegmentsOptions {
  /** The painting of a frame, of its size. */
  paint: (frame: Rgb) => Promise<Rgb>;
  /** So many frames are painted already: they are only decoded. */
  skip: number;
  /** Told before the first frame. */
  onFacts: (facts: { frames: number; width: number; height: number }) => Promise<void>;
  /** Told how many frames are done, those before included. */
  onFrame: (done: number) => Promise<void>;
  signal: AbortSignal;
}

/**
 * Paints a film in segments, which can be kept one by one. Joined they are the same film wherever it was broken off and gone on
 * with. @throws UsageError where the film cannot be read; the signal's reason when aborted
 */
export async function* paintSegments(
  path: string,
  { paint, skip, onFacts, onFrame, signal }: SegmentsOptions,
): AsyncGenerator<Segment> {
  const media = await openCodecs();
  const input = new media.Input({ formats: media.ALL_FORMATS, source: new media.FilePathSource(path) });
  let encoder: Encoder | undefined;
  try {
    const { video, frames, ...shown } = await facts(media, input, path);
    const size = paintedSize(codecOf(path), shown);
    await onFacts({ frames, ...size });
    let done = 0;
    for await (const frame of decodedFrames(media, video, path)) {
      if (++done <= skip) {
        frame.close();
        continue;
      }
      encoder ??= await Encoder.open(media, path);
      await encoder.add(
        await paintFrame(media, frame, size, (picture) => {
          signal.throwIfAborted();
          return paint(picture);
        }),
      );
      await onFrame(done);
      if (encoder.frames < SEGMENT_FRAMES) continue;
      yield await encoder.end();
      encoder = undefined;
    }
    if (encoder) yield await encoder.end();
    encoder = undefined;
  } finally {
    await encoder?.cancel();
    input.dispose();
  }
}

/** Encodes the frames of one segment. */
class Encoder {
  frames = 0;

  private constructor(
    private readonly output: InstanceType<Media['Output']>,
    private readonly pictures: InstanceType<Media['VideoSampleSource']>,
    private readonly made: Packets,
  ) {}

  static async open(media: Media, name: string): Promise<Encoder> {
    const made: Packets = { packets: [], config: undefined };
    const pictures = pictureSource(media, codecOf(name), ({ data, type, timestamp, duration }, meta) => {
      made.packets.push({ data: new Uint8Array(data), type, timestamp, duration });
      made.config ??= meta?.decoderConfig;
    });
    // Only the packets are wanted: where they are one day is decided when they are joined.
    const output = new media.Output({ format: new media.MkvOutputFormat(), target: new media.NullTarget() });
    output.addVideoTrack(pictures);
    await output.start();
    return new Encoder(output, pictures, made);
  }

  async add(painted: InstanceType<Media['VideoSample']>): Promise<void> {
    await this.pictures.add(painted);
    painted.close();
    this.frames++;
  }

  async end(): Promise<Segment> {
    this.pictures.close();
    await this.output.finalize();
    return { bytes: serialize(this.made), frames: this.frames };
  }

  cancel(): Promise<void> {
    return this.output.cancel();
  }
}

/**
 * Writes the film that segments make, with the sound of the film that they were painted from. The file is there when all of it is.
 * @param segments their bytes, in order
 */
export async function joinSegments(
  path: string,
  out: string,
  segments: AsyncIterable<Uint8Array>,
): Promise<void> {
  const media = await openCodecs();
  const input = new media.Input({ formats: media.ALL_FORMATS, source: new media.FilePathSource(path) });
  try {
    const pictures = new media.EncodedVideoPacketSource(codecOf(out));
    await writeFilm(media, input, pictures, { from: path, out }, async (soundUntil) => {
      for await (const bytes of segments) {
        const { packets, config } = deserialize(bytes) as Packets;
        for (const { data, type, timestamp, duration } of packets) {
          const packet = new media.EncodedPacket(data, type, timestamp, duration);
          await pictures.add(packet, config && { decoderConfig: config });
          await soundUntil(timestamp);
        }
      }
    });
  } finally {
    input.dispose();
  }
}
