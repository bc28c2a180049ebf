import { registerMediabunnyServer } from '@mediabunny/server';
import {
  ALL_FORMATS,
  AudioSample,
  AudioSampleSink,
  AudioSampleSource,
  FilePathSource,
  FilePathTarget,
  Input,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  type Rotation,
  VideoSample,
  VideoSampleSink,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';

registerMediabunnyServer({ hardwareContext: null });

export interface Clip {
  width: number;
  height: number;
  /** When each frame begins, in seconds; the last entry is the end. */
  times: number[];
  rotation?: Rotation;
  /** Hertz of a tone that sounds all the time. */
  tone?: number;
  /** Seconds, at which it begins. */
  toneFrom?: number;
  /** Its index before the pictures, so that a file cut in the middle still has it. */
  indexFirst?: boolean;
}

const RATE = 48_000;

/** A bright square that walks over a gradient, as RGBA. */
function frame({ width, height }: Clip, index: number): Uint8Array {
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const inside = Math.abs(x - ((4 * index) % width)) < 10 && Math.abs(y - height / 2) < 10;
      rgba[at] = inside ? 250 : (200 * x) / width;
      rgba[at + 1] = inside ? 240 : (200 * y) / height;
      rgba[at + 2] = 90;
      rgba[at + 3] = 255;
    }
  return rgba;
}

function formatOf(path: string, fastStart: 'in-memory' | false) {
  if (path.endsWith('.webm')) return new WebMOutputFormat();
  if (path.endsWith('.mkv')) return new MkvOutputFormat();
  if (path.endsWith('.mov')) return new MovOutputFormat({ fastStart });
  return new Mp4OutputFormat({ fastStart });
}

/** Writes a film by the end of its name: .webm with VP9 and Opus; MP4, .mov and .mkv with H.264 and AAC. */
export async function writeClip(path: string, clip: Clip): Promise<void> {
  const web = path.endsWith('.webm');
  const output = new Output({
    format: formatOf(path, clip.indexFirst ? 'in-memory' : false),
    target: new FilePathTarget(path),
  });
  const pictures = new VideoSampleSource({ codec: web ? 'vp9' : 'avc', quality: QUALITY_HIGH });
  output.addVideoTrack(pictures, { rotation: clip.rotation ?? 0 });
  const sound =
    clip.tone === undefined
      ? undefined
      : new AudioSampleSource({ codec: web ? 'opus' : 'aac', quality: QUALITY_HIGH });
  if (sound) output.addAudioTrack(sound);
  await output.start();
  for (const [index, timestamp] of clip.times.slice(0, -1).entries()) {
    const sample = new VideoSample(frame(clip, index), {
      format: 'RGBA',
      codedWidth: clip.width,
      codedHeight: clip.height,
      timestamp,
      duration: clip.times[index + 1]! - timestamp,
    });
    await pictures.add(sample);
    sample.close();
  }
  if (sound) {
    const timestamp = clip.toneFrom ?? 0;
    const data = Float32Array.from(
      { length: Math.round(RATE * (clip.times.at(-1)! - timestamp)) },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * clip.tone! * i) / RATE),
    );
    const sample = new AudioSample({
      data,
      format: 'f32',
      numberOfChannels: 1,
      sampleRate: RATE,
      timestamp,
    });
    await sound.add(sample);
    sample.close();
  }
  await output.finalize();
}

export interface Seen {
  /** What kind of file it is, whatever its name says. */
  container: string;
  width: number;
  height: number;
  rotation: number;
  frames: { time: number; duration: number; rgba: Uint8Array }[];
  /** Seconds of its beginning, and in all, and the tone in hertz by how often it crosses nought. */
  sound: { from: number; seconds: number; tone: number } | undefined;
}

/** A film, decoded. */
export async function readClip(path: string): Promise<Seen> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  const pictures = (await input.getPrimaryVideoTrack())!;
  const frames: Seen['frames'] = [];
  const RGBA: VideoFrameCopyToOptions & { format: 'RGBA' } = { format: 'RGBA' };
  for await (const sample of new VideoSampleSink(pictures).samples()) {
    const rgba = new Uint8Array(sample.allocationSize(RGBA));
    await sample.copyTo(rgba, RGBA);
    frames.push({ time: sample.timestamp, duration: sample.duration, rgba });
    sample.close();
  }
  const track = await input.getPrimaryAudioTrack();
  let samples = 0;
  let from = Infinity;
  let crossings = 0;
  let rate = RATE;
  let before = 0;
  if (track)
    for await (const sample of new AudioSampleSink(track).samples()) {
      rate = sample.sampleRate;
      from = Math.min(from, sample.timestamp);
      const values = new Float32Array(sample.numberOfFrames);
      sample.copyTo(values, { planeIndex: 0, format: 'f32-planar' });
      for (const value of values) {
        if (before < 0 && value >= 0) crossings++;
        before = value;
      }
      samples += values.length;
      sample.close();
    }
  const { displayWidth: width, displayHeight: height, rotation } = pictures;
  const container = (await input.getFormat()).name;
  input.dispose();
  const sound = track ? { from, seconds: samples / rate, tone: (crossings * rate) / samples } : undefined;
  return { container, width, height, rotation, frames, sound };
}
