/** Rows `from` up to, not including, `to`. */
export interface Rows {
  from: number;
  to: number;
}

/** How a step of a pass maps rows: a convolution after padding by kernel >> 1, or doubling and a 3×3 one. */
export type Step = { kind: 'conv'; kernel: number; stride: number } | { kind: 'double' };

/** What a step needs at run time to make a band of its output. */
export interface StepBand {
  /** Rows of the step's input. */
  rows: Rows;
  /** ONNX pads, channels last; on the inner side of a band no rows are made up, they have been read. */
  pads: number[];
  /** For a doubling: the rows and columns to keep. */
  starts?: number[];
  ends?: number[];
}

/** Output rows of a step per input row. */
export const growth = (step: Step): number => (step.kind === 'double' ? 2 : 1 / step.stride);

/** The input of a step for its output rows `out`, where its whole input has `height` rows. */
function stepBand(step: Step, out: Rows, height: number): StepBand {
  if (step.kind === 'conv') {
    const side = step.kernel >> 1;
    return clipped(out.from * step.stride - side, (out.to - 1) * step.stride + side + 1, height, side);
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

function clipped(from: number, to: number, height: number, side: number): StepBand {
  const rows = { from: Math.max(0, from), to: Math.min(height, to) };
  return { rows, pads: [0, rows.from - from, side, 0, 0, to - rows.to, side, 0] };
}

/** The steps' inputs, first to last, for output rows `out` of the last step; the whole input has `height` rows. */
export function stepBands(steps: readonly Step[], out: Rows, height: number): StepBand[] {
  const heights = steps.map((_, i) => steps.slice(0, i).reduce((rows, step) => rows * growth(step), height));
  const bands: StepBand[] = [];
  for (let i = steps.length - 1, rows = out; i >= 0; i--) {
    const band = stepBand(steps[i]!, rows, heights[i]!);
    bands.unshift(band);
    rows = band.rows;
  }
  return bands;
}
