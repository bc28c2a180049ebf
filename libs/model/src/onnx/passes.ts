import { type Checkpoint } from '../checkpoint/index.ts';
import { checkTransformerNet, type Layer, layers } from '../networks/architecture.ts';
import { type Value } from './graph.ts';
import { NetworkGraph, NORM_EPSILON } from './network.ts';

/** How a pass's step maps rows: a convolution after reflection padding by kernel >> 1, or doubling and a 3×3 one. */
export type Step = { kind: 'conv'; kernel: number; stride: number } | { kind: 'double' };

/**
 * A piece of the network that can run on a band of whole rows, because it needs no statistics but those of earlier
 * passes. Names of its graph's inputs:
 * - what it reads: `photo` 1×3×rows×W (RGB 0..1), `trunk` and `branch` 1×rows×4w×W/4 (maps kept between passes);
 * - `mean_K` and `variance_K` [channels] of the convolution output of pass K, for every K in `norms`;
 * - for step S: `pads_S` (ONNX pads, int64 [8]); for a doubling also `starts_S` and `ends_S` (int64 [2], the rows and
 *   columns to keep); `inner_starts`, `inner_ends` (int64 [1]): the rows of `trunk` to give out where it gives it out
 *   and reads it with more rows.
 * Outputs: what it writes, and unless it paints, of its last convolution's output `mean` and `squares` [channels],
 * the sum of squared differences from that mean.
 */
export interface Pass {
  name: string;
  model: Uint8Array;
  reads: ('photo' | 'trunk' | 'branch')[];
  writes: ('trunk' | 'branch' | 'painting')[];
  steps: Step[];
  norms: number[];
  /** Whether `inner_starts` and `inner_ends` are asked for. */
  inner: boolean;
  /** Multiplications per pixel of the picture. */
  work: number;
}

/**
 * The network cut at its instance norms, in order. Sides of the picture must be multiples of 4. The encoder's and the
 * decoder's large maps are computed again in each pass; only the trunk's, at a quarter of the sides, are kept.
 * @throws CheckpointError where a tensor does not fit the architecture
 */
export function exportPasses(cp: Checkpoint): Pass[] {
  checkTransformerNet(cp);
  const { encoder, residuals, decoder, last } = layers(cp.metadata.architecture.width);
  const passes: Pass[] = [];
  const pass = (name: string, build: (graph: PassGraph) => void) => {
    const graph = new PassGraph(cp);
    build(graph);
    passes.push(graph.pass(name));
  };

  for (const depth of encoder.keys())
    pass(`encoder ${depth + 1}`, (graph) => {
      let x = graph.normalise(graph.photo());
      for (const [i, layer] of encoder.slice(0, depth).entries())
        x = graph.relu(graph.givenNorm(layer, graph.convStep(layer, x, i === 0 ? 1 : 2), i));
      const y = graph.convStep(encoder[depth]!, x, depth === 0 ? 1 : 2);
      graph.statistics(y);
      if (depth === encoder.length - 1) graph.write('trunk', y);
    });

  /** The trunk as it enters a residual block or the decoder; written back for the next one. */
  const enter = (graph: PassGraph, block: number) => {
    const norm = passes.length - 1;
    const trunk = graph.map('trunk');
    const x =
      block === 0
        ? graph.relu(graph.givenNorm(encoder[2], trunk, norm))
        : graph.node('Add', [trunk, graph.givenNorm(residuals[block - 1]![1], graph.map('branch'), norm)]);
    graph.writeInner('trunk', x);
    return x;
  };
  for (const [i, [first, second]] of residuals.entries()) {
    pass(`residual block ${i + 1}, first half`, (graph) => {
      const y = graph.convStep(first, enter(graph, i));
      graph.statistics(y);
      graph.write('branch', y);
    });
    pass(`residual block ${i + 1}, second half`, (graph) => {
      const x = graph.relu(graph.givenNorm(first, graph.map('branch'), passes.length - 1));
      const y = graph.convStep(second, x);
      graph.statistics(y);
      graph.write('branch', y);
    });
  }

  const start = passes.length;
  pass('decoder 1', (graph) => {
    graph.statistics(graph.doubleStep(decoder[0], enter(graph, residuals.length)));
  });
  pass('decoder 2', (graph) => {
    const x = graph.givenNorm(decoder[0], graph.doubleStep(decoder[0], graph.map('trunk')), start);
    graph.statistics(graph.doubleStep(decoder[1], graph.relu(x)));
  });
  pass('decoder 3', (graph) => {
    const half = graph.givenNorm(decoder[0], graph.doubleStep(decoder[0], graph.map('trunk')), start);
    const full = graph.givenNorm(decoder[1], graph.doubleStep(decoder[1], graph.relu(half)), start + 1);
    graph.paint(graph.lastStep(last, graph.relu(full)));
  });
  return passes;
}

class PassGraph extends NetworkGraph {
  private readonly reads: Pass['reads'] = [];
  private readonly writes: Pass['writes'] = [];
  private readonly steps: Step[] = [];
  private readonly norms: number[] = [];
  private inner = false;
  private work = 0;
  /** Rows of the picture per row of the current map. */
  private scale = 1;

  constructor(private readonly checkpoint: Checkpoint) {
    super(checkpoint);
  }

  pass(name: string): Pass {
    const { reads, writes, steps, norms, inner, work } = this;
    return { name, model: this.file({}), reads, writes, steps, norms, inner, work };
  }

  photo(): Value {
    this.reads.push('photo');
    return this.input('photo', [1, 3, 'rows', 'width']);
  }

  map(name: 'trunk' | 'branch'): Value {
    this.reads.push(name);
    this.scale = 4;
    return this.node('Transpose', [this.input(name, this.mapShape(`${name}_in`))], { perm: [0, 2, 1, 3] });
  }

  write(name: 'trunk' | 'branch', x: Value): void {
    this.writes.push(name);
    const rows = this.node('Transpose', [x], { perm: [0, 2, 1, 3] });
    this.output(rows, `${name}_out`, this.mapShape(`${name}_out`));
  }

  writeInner(name: 'trunk', x: Value): void {
    this.inner = true;
    const [starts, ends] = [this.integerInput('inner_starts', [1]), this.integerInput('inner_ends', [1])];
    this.write(name, this.node('Slice', [x, starts, ends, this.integers([2])]));
  }

  paint(x: Value): void {
    this.writes.push('painting');
    this.output(this.denormalise(x), 'painting', [1, 3, 'painted_rows', 'painted_width']);
  }

  relu(x: Value): Value {
    return this.node('Relu', [x]);
  }

  /** The layer's norm by the statistics of the whole map that pass `index` found. */
  givenNorm({ norm, to }: Layer, x: Value, index: number): Value {
    this.norms.push(index);
    return this.node(
      'BatchNormalization',
      [
        x,
        this.tensor(`${norm}.weight`),
        this.tensor(`${norm}.bias`),
        this.input(`mean_${index}`, [to]),
        this.input(`variance_${index}`, [to]),
      ],
      { epsilon: { float: NORM_EPSILON } },
    );
  }

  convStep(layer: Layer, x: Value, stride = 1): Value {
    const padded = this.pad(layer, x, this.step({ kind: 'conv', kernel: layer.kernel, stride }));
    this.scale *= stride;
    this.count(layer, layer.kernel ** 2);
    return this.conv(layer, padded, stride);
  }

  lastStep(layer: Layer, x: Value): Value {
    const padded = this.pad(layer, x, this.step({ kind: 'conv', kernel: layer.kernel, stride: 1 }));
    this.count(layer, layer.kernel ** 2);
    return this.blockConv(layer, padded);
  }

  doubleStep(layer: Layer, x: Value): Value {
    const step = this.steps.length;
    const pads = this.step({ kind: 'double' });
    const [starts, ends] = [this.integerInput(`starts_${step}`, [2]), this.integerInput(`ends_${step}`, [2])];
    this.scale /= 2;
    this.count(layer, 4);
    return this.doubledConv(layer, x, { pads, starts, ends });
  }

  /** Along the rows first, then down the columns: the sums stay short, and so exact, in single precision. */
  statistics(y: Value): void {
    const [rows, columns] = [this.integers([2]), this.integers([3])];
    const mean = this.node('ReduceMean', [this.node('ReduceMean', [y, columns]), rows]);
    const squares = this.node('ReduceSumSquare', [this.node('Sub', [y, mean]), columns]);
    const flat = (x: Value) => this.node('Reshape', [x, this.integers([-1])]);
    this.output(flat(mean), 'mean', ['channels']);
    this.output(flat(this.node('ReduceSum', [squares, rows])), 'squares', ['channels']);
  }

  /** Notes the step; gives its runtime pads. */
  private step(step: Step): Value {
    const pads = this.integerInput(`pads_${this.steps.length}`, [8]);
    this.steps.push(step);
    return pads;
  }

  private count({ from, to }: Layer, taps: number): void {
    this.work += (from * to * taps) / this.scale ** 2;
  }

  private mapShape(rows: string): (number | string)[] {
    return [1, rows, 4 * this.checkpoint.metadata.architecture.width, 'map_width'];
  }
}
