/** Rows `from` up to, not including, `to`. */
export interface Rows {
  from: number;
  to: number;
}

/** How an op of a pass maps rows: a convolution after padding by kernel >> 1, or doubling and a 3×3 one. */
export type PassOp = { kind: 'conv'; kernel: number; stride: number } | { kind: 'double' };

/** What an op needs at run time to make a band of its output. */
export interface OpBand {
  /** Rows of the op's input. */
  rows: Rows;
  /** ONNX pads, channels last; on the inner side of a band no rows are made up, they have been read. */
  pads: number[];
  /** For a doubling: the rows and columns to keep. */
  starts?: number[];
  ends?: number[];
}

/** Output rows of an op per input row. */
export const growth = (op: PassOp): number => (op.kind === 'double' ? 2 : 1 / op.stride);

/** The input of an op for its output rows `out`, where its whole input has `height` rows. */
function opBand(op: PassOp, out: Rows, height: number): OpBand {
  if (op.kind === 'conv') {
    const side = op.kernel >> 1;
    return clipped(out.from * op.stride - side, (out.to - 1) * op.stride + side + 1, height, side);
  }
  // Position p of the 2×2 convolution sees input rows p − 1 and p and makes output rows 2p − 1 and 2p.
  const [first, last] = [(out.from + 1) >> 1, out.to >> 1];
  const start = out.from - (2 * first - 1);
  return {
    ...clipped(first - 1, last + 1, height, 1),
    starts: [start, 1],
    ends: [start + out.to - out.from, -1],
  };
}

function clipped(from: number, to: number, height: number, side: number): OpBand {
  const rows = { from: Math.max(0, from), to: Math.min(height, to) };
  return { rows, pads: [0, rows.from - from, side, 0, 0, to - rows.to, side, 0] };
}

/** The ops' inputs, first to last, for output rows `out` of the last op; the whole input has `height` rows. */
export function opBands(ops: readonly PassOp[], out: Rows, height: number): OpBand[] {
  const heights = ops.map((_, i) => ops.slice(0, i).reduce((rows, op) => rows * growth(op), height));
  const bands: OpBand[] = [];
  for (let i = ops.length - 1, rows = out; i >= 0; i--) {
    const band = opBand(ops[i]!, rows, heights[i]!);
    bands.unshift(band);
    rows = band.rows;
  }
  return bands;
}
