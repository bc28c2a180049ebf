import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fromRgba, type Rgb, toRgba } from '@atelier/stylize';
import type { Input, InputVideoTrack } from 'mediabunny';
import { fileError, UsageError, warn } from '../errors.ts';
import { systemPath } from '../files/system-path.ts';

/** What a film may be: one hour, and each frame as large as those of 4K. */
const MOST_SECONDS = 3_600;
const MOST_PIXELS = 4_096 * 2_304;
/** Seconds by which the last frame may come before the end that the file claims. */
const EARLY_END = 0.5;

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
 * FFmpeg's codecs, as npm packages hold them for this platform, under WebCodecs' names.
 * @throws UsageError where there are none
 */
async function openCodecs() {
  try {
    const [media, { registerMediabunnyServer }, { AV_LOG_QUIET, Log }] = await Promise.all([
      import('mediabunny'),
      import('@mediabunny/server'),
      import('node-av'),
    ]);
    // Of the processor: to look for graphics cards takes longer than most films here are.
    registerMediabunnyServer({ hardwareContext: null });
    Log.setLevel(AV_LOG_QUIET); // what fails is said by us, once
    return media;
  } catch (cause) {
    throw new UsageError(
      `films need FFmpeg's libraries, and they are not here for ${process.platform} ${process.arch} ` +
        `(npm package @seydx/node-av-${process.platform}-${process.arch}): run npm ci again, or paint the frames as pictures`,
      { cause },
    );
  }
}
type Media = Awaited<ReturnType<typeof openCodecs>>;

/** Its frames' sizes, and how many there are. @throws UsageError where it cannot be painted */
async function facts(media: Media, input: Input, path: string) {
  const refuse = (why: string, cause?: unknown) => new UsageError(`${path}: ${why}`, { cause });
  const video = await input.getPrimaryVideoTrack().catch((cause: unknown) => {
    throw refuse('not a film, or damaged: MP4, MOV, WebM and MKV are read', cause);
  });
  if (!video) throw refuse('no moving pictures in it, or it is cut short');
  const { codec, displayWidth: width, displayHeight: height } = video;
  const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
  if (!(seconds <= MOST_SECONDS))
    throw refuse(`${Math.round(seconds / 60)} minutes long; ${MOST_SECONDS / 60} are the most`);
  if (width * height > MOST_PIXELS)
    throw refuse(`frames of ${width}×${height} pixels; 4096×2304 are the most`);
  if (Math.min(width, height) < 32)
    throw refuse(`frames of ${width}×${height} pixels; 32 a side are the least`);
  if (!(await video.canDecode()))
    throw refuse(`its codec, ${codec ?? 'an unknown one'}, cannot be read here`);
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
    );
  return frames;
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
  const { video, width, height, frames } = await facts(media, input, path);
  if (await video.hasHighDynamicRange())
    warn(`${path}: high dynamic range is painted as standard range, its brightest parts are cut`);
  const temporary = join(dirname(out), `.${basename(out)}.${randomBytes(4).toString('hex')}.part`);
  try {
    await mkdir(systemPath(dirname(out)), { recursive: true });
    const output = new media.Output({
      format: formatOf(media, out),
      target: new media.FilePathTarget(temporary),
    });
    const codec = codecOf(out);
    const pictures = new media.VideoSampleSource({
      codec,
      quality: media.QUALITY_HIGH,
      // H.264 holds even sides only.
      ...(codec === 'avc' && {
        transform: { width: even(width), height: even(height), fit: 'fill' as const },
      }),
    });
    output.addVideoTrack(pictures);
    // Adds the sound: as it is where the new file may hold it so.
    const sound = await media.Conversion.init({
      input,
      output,
      composable: true,
      showWarnings: false,
      video: { discard: true },
    });
    for (const { track, reason } of sound.discardedTracks)
      if (track.type === 'audio') warn(`${path}: its sound is left out (${reason})`);
    try {
      await output.start();
      let done = 0;
      onProgress?.(0, frames);
      for await (const sample of decoded(media, video, path)) {
        const painted = await paintSample(media, sample, async (sample) => {
          signal?.throwIfAborted();
          return paint(await pixels(sample, width, height));
        });
        await pictures.add(painted);
        painted.close();
        await sound.execute({ until: painted.timestamp });
        onProgress?.(++done, frames);
      }
      pictures.close();
      await sound.execute();
      await output.finalize();
    } catch (cause) {
      await output.cancel();
      throw cause;
    }
    await rename(systemPath(temporary), systemPath(out));
    return { frames, width, height };
  } catch (error) {
    await rm(systemPath(temporary), { force: true });
    throw fileError(error, out);
  } finally {
    input.dispose();
  }
}

/** Its frames as they are decoded, in the order of their times. @throws UsageError where they cannot be */
async function* decoded({ VideoSampleSink }: Media, video: InputVideoTrack, path: string) {
  const samples = new VideoSampleSink(video).samples();
  // What the decoder refuses is a rejection that nobody holds, and the next sample would never come.
  let refuse: (cause: unknown) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => (refuse = reject));
  refused.catch(() => undefined); // it is asked for with the next sample
  process.on('unhandledRejection', refuse);
  try {
    for (;;) {
      const next = await Promise.race([samples.next(), refused]);
      if (next.done) return;
      yield next.value;
    }
  } catch (cause) {
    throw new UsageError(`${path}: damaged: its frames cannot be decoded to their end`, { cause });
  } finally {
    process.off('unhandledRejection', refuse);
  }
}

const even = (side: number) => 2 * Math.round(side / 2);

const ending = (path: string) => extname(path).toLowerCase();

function formatOf(
  { Mp4OutputFormat, MovOutputFormat, WebMOutputFormat, MkvOutputFormat }: Media,
  out: string,
) {
  switch (ending(out)) {
    case '.webm':
      return new WebMOutputFormat();
    case '.mkv':
      return new MkvOutputFormat();
    case '.mov':
      return new MovOutputFormat({ fastStart: false });
    default:
      return new Mp4OutputFormat({ fastStart: false });
  }
}

/** The one that plays in the most places. */
const codecOf = (out: string) => (ending(out) === '.webm' ? 'vp9' : 'avc');

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

/** The sample's painting, at its time; the sample is closed. */
async function paintSample(
  { VideoSample }: Media,
  sample: Sample,
  paint: (sample: Sample) => Promise<Rgb>,
): Promise<Sample> {
  try {
    const painted = await paint(sample);
    return new VideoSample(toRgba(painted), {
      format: 'RGBA',
      codedWidth: painted.width,
      codedHeight: painted.height,
      timestamp: sample.timestamp,
      duration: sample.duration,
    });
  } finally {
    sample.close();
  }
}
