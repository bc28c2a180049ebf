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
import { whileCollecting } from '../../test/garbage.ts';
import { paintFilm } from './film.ts';

const [WIDTH, HEIGHT] = [160, 64];
/** Light in red, green and blue of BT.709, in candela a square metre. */
type Light = [number, number, number];
/** Of the bars, from left to right: greys from black to a lamp, and colours, among them BT.2020's own green, which BT.709 has not. */
const BARS: Record<'greys' | 'colours', Light[]> = {
  greys: [0, 10, 50, 100, 203, 400, 700, 1_000].map((light) => [light, light, light]),
  colours: [
    ...([
      [200, 90, 30],
      [30, 120, 60],
      [20, 40, 160],
      [700, 500, 100],
      [150, 20, 90],
      [60, 55, 40],
      [900, 900, 300],
    ] as Light[]),
    from2020([0, 100, 0]),
  ],
};

/** ITU-R BT.2087: light in the primaries of BT.709 in those of BT.2020, and back. */
function to2020([r, g, b]: Light): Light {
  return [
    0.6274 * r + 0.3293 * g + 0.0433 * b,
    0.0691 * r + 0.9195 * g + 0.0114 * b,
    0.0164 * r + 0.088 * g + 0.8956 * b,
  ];
}
function from2020([r, g, b]: Light): Light {
  return [
    1.6605 * r - 0.5876 * g - 0.0728 * b,
    -0.1246 * r + 1.1329 * g - 0.0083 * b,
    -0.0182 * r - 0.1006 * g + 1.1187 * b,
  ];
}
/** BT.2020's shares of red, green and blue in the luminance. */
const luminance = ([r, g, b]: Light) => 0.2627 * r + 0.678 * g + 0.0593 * b;

/** SMPTE ST 2084: the values for a light. */
const pq = (lights: Light) =>
  lights.map((light) => {
    const power = (light / 10_000) ** (2610 / 16_384);
    return ((3424 / 4096 + (2413 / 128) * power) / (1 + (2392 / 128) * power)) ** (2523 / 32);
  }) as Light;

/** BT.2100's hybrid log-gamma on a display of 1,000 candela, whose light is the scene's times its luminance to the power of 0.2. */
function hlg(lights: Light): Light {
  const whole = (luminance(lights) / 1_000) ** (0.2 / 1.2) || 1;
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  return lights.map((light) => {
    const scene = light / 1_000 / whole;
    return scene <= 1 / 12 ? Math.sqrt(3 * scene) : a * Math.log(12 * scene - b) + c;
  }) as Light;
}

const TRANSFERS = { pq: AVCOL_TRC_SMPTE2084, hlg: AVCOL_TRC_ARIB_STD_B67 };

/** Frames of bars, 10 bits a value, in HEVC. */
function* frames(transfer: 'pq' | 'hlg', bars: Light[], count: number): Generator<Frame> {
  const luma = WIDTH * HEIGHT;
  const data = new Uint16Array(1.5 * luma);
  const values = bars.map((bar) => {
    const rgb = (transfer === 'pq' ? pq : hlg)(to2020(bar).map((light) => Math.max(0, light)) as Light);
    const y = luminance(rgb);
    const [blue, red] = [(rgb[2] - y) / 1.8814, (rgb[0] - y) / 1.4746];
    return [64 + 876 * y, 512 + 896 * blue, 512 + 896 * red].map(Math.round);
  });
  const barAt = (x: number, width: number) => values[Math.floor((x * bars.length) / width)]!;
  for (let i = 0; i < luma; i++) data[i] = barAt(i % WIDTH, WIDTH)[0]!;
  // Blue, then red differences, of half the width and half the height.
  for (let i = 0; i < luma / 4; i++)
    for (const k of [0, 1]) data[luma + (k * luma) / 4 + i] = barAt(i % (WIDTH / 2), WIDTH / 2)[1 + k]!;
  for (let t = 0; t < count; t++) {
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

async function writeHdr(path: string, transfer: 'pq' | 'hlg', bars: Light[], count = 3): Promise<void> {
  const encoder = await Encoder.create(FF_ENCODER_LIBX265, {
    options: { 'x265-params': 'log-level=none:crf=4' },
  });
  const file = await Muxer.open(path);
  const stream = file.addStream(encoder);
  for (const frame of frames(transfer, bars, count)) {
    for await (const packet of encoder.packets(frame)) await file.writePacket(packet, stream);
    frame.free();
  }
  for await (const packet of encoder.packets(null)) await file.writePacket(packet, stream);
  await file.close();
  encoder.close();
}

it.each([
  ['pq', 'greys'],
  ['pq', 'colours'],
  ['hlg', 'greys'],
  ['hlg', 'colours'],
] as const)('brings %s to standard range, %s: the brightest are not cut', async (transfer, kind) => {
  const [path, out] = [join(temporaryFolder(), 'bright.mp4'), join(temporaryFolder(), 'painted.mp4')];
  await writeHdr(path, transfer, BARS[kind]);
  const seen: Rgb[] = [];
  await paintFilm(path, out, {
    paint: (frame) => {
      seen.push(frame);
      return Promise.resolve(frame);
    },
  });
  expect(seen.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([WIDTH, HEIGHT]));
  const count = BARS[kind].length;
  const bars = BARS[kind].map((_, bar) => {
    const at = 3 * (WIDTH * (HEIGHT / 2) + Math.floor(((bar + 0.5) * WIDTH) / count));
    return [...seen[1]!.data.subarray(at, at + 3)];
  });
  // Hable's curve on the brightest channel, the others in proportion; its brightest light 1,000 candela; and the values of
  // BT.709's display (BT.1886).
  const hable = (x: number) => (x * (0.15 * x + 0.05) + 0.004) / (x * (0.15 * x + 0.5) + 0.06) - 0.02 / 0.3;
  const expected = BARS[kind].map((lights) => {
    const most = Math.max(...lights);
    const mapped = hable(most / 100) / hable(10) / (most || 1);
    return lights.map((light) => 255 * Math.max(0, light * mapped) ** (1 / 2.4));
  });
  for (const [bar, channels] of expected.entries())
    for (const [c, value] of channels.entries()) expect(Math.abs(bars[bar]![c]! - value), `${bar}, ${c}: ${bars[bar]!.join()} not ${channels.join()}`).toBeLessThan(3); // prettier-ignore
  expect((await readClip(out)).frames).toHaveLength(3);
});

it('reads frames of high dynamic range whole, whenever garbage is collected', async () => {
  const [path, out] = [join(temporaryFolder(), 'plain.mp4'), join(temporaryFolder(), 'painted.mp4')];
  await writeHdr(path, 'hlg', [[200, 90, 30]], 40);
  const different: number[] = [];
  const paint = (frame: Rgb) => {
    different.push(frame.data.filter((value, i) => value !== frame.data.at((i % 3) - 3)).length);
    return Promise.resolve(frame);
  };
  await whileCollecting(paintFilm(path, out, { paint }));
  expect(different).toEqual(Array(40).fill(0));
});
