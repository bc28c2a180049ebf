import { type ChannelStatistics } from './statistics.ts';
import { type PassOp } from './rows.ts';

/** The maps kept between passes, float32 1×rows×W/4×4w with the channels last. */
export type MapName = 'trunk' | 'branch';

/**
 * A piece of the network between its norms: it runs on bands of whole rows, because it needs no statistics but those that
 * earlier passes found. Its graph takes what it reads (`photo` uint8 1×rows×W×3, and maps) and the inputs in {@link inputs};
 * it gives what it writes (maps, by {@link outputOf}, or `painting` uint8 1×rows×W×3) and, unless it paints, of its last
 * convolution's output `mean` and `squares` [channels], the sum of squared differences from that mean.
 */
export interface Pass {
  name: string;
  /** The ONNX file, given what each earlier pass found; `turned` for a picture whose rows and columns are exchanged. */
  model: (statistics: readonly ChannelStatistics[], turned: boolean) => Uint8Array;
  reads: ('photo' | MapName)[];
  writes: (MapName | 'painting')[];
  ops: PassOp[];
  /** Whether it gives out rows of the trunk that it read with more rows around them. */
  inner: boolean;
  /** Multiplications per pixel of the picture. */
  work: number;
}

/** What a run of a pass is told beside its pictures and maps, as int64. */
export const inputs = {
  /** [8], ONNX pads of op S. */
  pads: (op: number) => `pads_${op}`,
  /** [2], of a doubling: the rows and columns to keep. */
  starts: (op: number) => `starts_${op}`,
  ends: (op: number) => `ends_${op}`,
  /** [1], the rows of the trunk to give out. */
  innerStart: 'inner_start',
  innerEnd: 'inner_end',
};

export const outputOf = (map: MapName) => `${map}_out`;
