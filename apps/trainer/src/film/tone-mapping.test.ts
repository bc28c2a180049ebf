import { join } from 'node:path';
import type { Rgb } from '@atelier/stylize';
import {
  AVCOL_PRI_BT2020,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_SMPTE2084,
  AV_PIX_FMT_YUV420P10LE,
  FFmpegError,
  Frame,
  Rational,
} from 'node-av';
import { Encoder, Muxer } from 'node-av/api';
import { FF_ENCODER_LIBX265 } from 'node-av/constants';
import { expect, it } from 'vitest';
import { readClip } from '../../test/clip.ts';
import { temporaryFolder } from '../../test/atelier.ts';
import { paintFilm } from './film.ts';

const [WIDTH, HEIGHT] = [160, 64];
/** Light of the bars, from left to right, in candela a square metre: from black to a lamp. */
const BARS = [0, 10, 50, 100, 203, 400, 700, 1_000];

/** SMPTE ST 2084: the value for a light. */
function pq(light: number): number {
  const power = (light / 10_000) ** (2610 / 16_384);
  return ((3424 / 4096 + (2413 / 128) * power) / (1 + (2392 / 128) * power)) ** (2523 / 32);
}

/** BT.2100's hybrid log-gamma on a display of 1,000 candela: the value for a grey light. */
function hlg(light: number): number {
  const scene = (light / 1_000) ** (1 / 1.2);
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  return scene <= 1 / 12 ? Math.sqrt(3 * scene) : a * Math.log(12 * scene - b) + c;
}

const TRANSFERS = { pq: AVCOL_TRC_SMPTE2084, hlg: AVCOL_TRC_ARIB_STD_B67 };

/** Three frames of grey bars, 10 bits a value, in HEVC. */
function* frames(transfer: 'pq' | 'hlg'): Generator<Frame> {
  const luma = WIDTH * HEIGHT;
  const data = new Uint16Array(1.5 * luma).fill(512);
  for (let i = 0; i < luma; i++) {
    const light = BARS[Math.floor(((i % WIDTH) * BARS.length) / WIDTH)]!;
    data[i] = Math.round(64 + 876 * (transfer === 'pq' ? pq : hlg)(light));
  }
  for (let t = 0; t < 3; t++) {
    const frame = new Frame();
    frame.alloc();
    Object.assign(frame, {
      ...{ width: WIDTH, height: HEIGHT, format: AV_PIX_FMT_YUV420P10LE, pts: BigInt(t), duration: 1n },
      ...{ timeBase: new Rational(1, 10), sampleAspectRatio: new Rational(1, 1) },
      ...{
        colorPrimaries: AVCOL_PRI_BT2020,
        colorTrc: TRANSFERS[transfer],
        colorSpace: AVCOL_SPC_BT2020_NCL,
      },
      colorRange: AVCOL_RANGE_MPEG,
    });
    FFmpegError.throwIfError(frame.fromBuffer(Buffer.from(data.buffer)), 'a frame');
    yield frame;
  }
}

async function writeHdr(path: string, transfer: 'pq' | 'hlg'): Promise<void> {
  const encoder = await Encoder.create(FF_ENCODER_LIBX265, {
    options: { 'x265-params': 'log-level=none:crf=4' },
  });
  const file = await Muxer.open(path);
  const stream = file.addStream(encoder);
  for (const frame of frames(transfer)) {
    for await (const packet of encoder.packets(frame)) await file.writePacket(packet, stream);
    frame.free();
  }
  for await (const packet of encoder.packets(null)) await file.writePacket(packet, stream);
  await file.close();
  encoder.close();
}

it.each(['pq', 'hlg'] as const)(
  'brings %s to standard range, its brightest parts not cut',
  async (transfer) => {
    const [path, out] = [join(temporaryFolder(), 'bright.mp4'), join(temporaryFolder(), 'painted.mp4')];
    await writeHdr(path, transfer);
    const seen: Rgb[] = [];
    await paintFilm(path, out, {
      paint: (frame) => {
        seen.push(frame);
        return Promise.resolve(frame);
      },
    });
    expect(seen.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([WIDTH, HEIGHT]));
    const bars = BARS.map((_, bar) => {
      const at = 3 * (WIDTH * (HEIGHT / 2) + Math.floor(((bar + 0.5) * WIDTH) / BARS.length));
      return [...seen[1]!.data.subarray(at, at + 3)];
    });
    // Hable's curve, its brightest light 1,000 candela, and the values of BT.709's display (BT.1886).
    const hable = (x: number) => (x * (0.15 * x + 0.05) + 0.004) / (x * (0.15 * x + 0.5) + 0.06) - 0.02 / 0.3;
    BARS.forEach((light, bar) => {
      const mapped = hable(light / 100) / hable(10);
      const value = 255 * mapped ** (1 / 2.4);
      for (const channel of bars[bar]!) expect(Math.abs(channel - value)).toBeLessThan(3);
    });
    expect((await readClip(out)).frames).toHaveLength(3);
  },
);
