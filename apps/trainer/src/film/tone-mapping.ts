import type { Media } from './codecs.ts';

type Sample = InstanceType<Media['VideoSample']>;

/**
 * What brings high dynamic range to standard range, by FFmpeg's filters: to light, in multiples of 100 candela a square metre; from
 * the colours of BT.2020 to those of BT.709; by Hable's curve, 1,000 candela being white; and to the values of BT.709.
 * HLG's light depends on the luminance of all channels; `agamma`, each channel by itself, would make colours too strong.
 */
const CHAIN = [
  'zscale=transfer=linear:npl=100:agamma=0',
  'format=gbrpf32le',
  'zscale=primaries=709',
  'tonemap=hable:desat=0:peak=10',
  'zscale=transfer=709:range=full',
  'format=gbrp,format=rgba,setsar=1',
].join(',');

/**
 * A frame of high dynamic range in standard range, 8 bits a channel; any other as it is. One that is not given back is closed.
 * FFmpeg holds it: of pixels that JavaScript holds, Mediabunny would keep their address alone while it has them turned and scaled,
 * and where garbage is collected meanwhile, eight of them would be wrong.
 */
export async function standardRange({ VideoSample }: Media, sample: Sample): Promise<Sample> {
  // WebCodecs' types do not know these two.
  const transfer = sample.colorSpace.transfer as string | null;
  if ((transfer !== 'pq' && transfer !== 'hlg') || sample.format === null) return sample;
  const [av, { AvFrameVideoSampleResource }] = await Promise.all([
    import('node-av'),
    import('@mediabunny/server'),
  ]);
  const { codedWidth: width, codedHeight: height, timestamp, duration, rotation } = sample;
  const borrowed = new av.Frame();
  const frame = new av.Frame();
  const mapped = new av.Frame();
  const graph = new av.FilterGraph();
  try {
    borrowed.alloc();
    Object.assign(borrowed, {
      ...{ width, height, format: av.avGetPixFmtFromName(ffmpegName(sample.format)) },
      ...{ colorPrimaries: av.AVCOL_PRI_BT2020, colorSpace: av.AVCOL_SPC_BT2020_NCL },
      colorTrc: transfer === 'pq' ? av.AVCOL_TRC_SMPTE2084 : av.AVCOL_TRC_ARIB_STD_B67,
      colorRange: sample.colorSpace.fullRange ? av.AVCOL_RANGE_JPEG : av.AVCOL_RANGE_MPEG,
    });
    const pixels = Buffer.alloc(sample.allocationSize());
    await sample.copyTo(pixels);
    const done = (code: number, what: string) => av.FFmpegError.throwIfError(code, what);
    done(borrowed.fromBuffer(pixels), 'a frame');
    // A copy of FFmpeg's own: what is borrowed has the address of `pixels` alone.
    frame.alloc();
    done(frame.ref(borrowed), 'a frame');
    graph.alloc();
    const full = sample.colorSpace.fullRange ? 'pc' : 'tv';
    const from = graph.createFilter(
      av.Filter.getByName('buffer')!,
      'from',
      `video_size=${width}x${height}:pix_fmt=${frame.format}:time_base=1/1000000:pixel_aspect=1/1:colorspace=bt2020nc:range=${full}`,
    );
    const to = graph.createFilter(av.Filter.getByName('buffersink')!, 'to');
    if (!from || !to) throw new Error('FFmpeg has no filters here');
    const ends = (name: string, filterCtx: typeof from) =>
      av.FilterInOut.createList([{ name, filterCtx, padIdx: 0 }]);
    done(graph.parsePtr(`[in]${CHAIN}[out]`, ends('out', to), ends('in', from)), 'filters');
    done(await graph.config(), 'filters');
    done(await from.buffersrcAddFrame(frame), 'a frame');
    done(await from.buffersrcAddFrame(null), 'the end');
    mapped.alloc();
    done(await to.buffersinkGetFrame(mapped), 'a frame back');
    return new VideoSample(new AvFrameVideoSampleResource(mapped), { timestamp, duration, rotation });
  } catch (cause) {
    mapped.free();
    throw cause;
  } finally {
    graph.free();
    frame.free();
    borrowed.free();
    sample.close();
  }
}

/** A WebCodecs pixel format, I420P10 for example, as FFmpeg calls it. */
function ffmpegName(format: string): string {
  const [, sampling, bits] = /^I(4\d\d)(?:P(\d\d))?$/.exec(format) ?? [];
  if (sampling === undefined) return format.toLowerCase();
  return `yuv${sampling}p${bits === undefined ? '' : `${bits}le`}`;
}
