import { type Layer } from '@atelier/model/architecture';
import { type Checkpoint } from '@atelier/model/checkpoint';
import { FLOAT, NetworkGraph, NORM_EPSILON, UINT8, type Value } from '@atelier/model/onnx';
import { inputs, type MapName, outputOf, type Pass } from './pass.ts';
import { type PassOp } from './rows.ts';
import { type ChannelStatistics } from './statistics.ts';

/** What a convolution takes: its stride, and the pass that found the statistics of the norm and ReLU that follow. */
interface StepOptions {
  stride?: number;
  norm?: number;
}

/** Channels last, which is how maps are kept, to channels first, which is how ONNX computes, and back. */
const TO_PLANES = { perm: [0, 3, 1, 2] };
const TO_PIXELS = { perm: [0, 2, 3, 1] };

/** Builds one pass, op by op. Maps are 1×H×W×C between the ops. */
export class PassGraph extends NetworkGraph {
  private readonly reads: Pass['reads'] = [];
  private readonly writes: Pass['writes'] = [];
  private readonly ops: PassOp[] = [];
  /** Set the weights, which depend on what is given when the file is made. */
  private readonly fills: ((statistics: readonly ChannelStatistics[], turned: boolean) => void)[] = [];
  private inner = false;
  private work = 0;
  /** Rows of the picture per row of the current map. */
  private scale = 1;

  constructor(private readonly checkpoint: Checkpoint) {
    super(checkpoint);
  }

  pass(name: string): Pass {
    const { reads, writes, ops, inner, work, fills } = this;
    const model: Pass['model'] = (statistics, turned) => {
      for (const fill of fills) fill(statistics, turned);
      return this.file({});
    };
    return { name, model, reads, writes, ops, inner, work };
  }

  /** RGB 0..255. */
  photo(): Value {
    this.reads.push('photo');
    return this.input('photo', [1, 'rows', 'width', 3], UINT8);
  }

  map(name: MapName): Value {
    this.reads.push(name);
    this.scale = 4;
    return this.input(name, this.mapShape(`${name}_in`));
  }

  write(name: MapName, x: Value): void {
    this.writes.push(name);
    this.output(x, outputOf(name), this.mapShape(outputOf(name)));
  }

  writeInner(name: 'trunk', x: Value): void {
    this.inner = true;
    const [start, end] = [inputs.innerStart, inputs.innerEnd].map((input) => this.integerInput(input, [1]));
    this.write(name, this.node('Slice', [x, start!, end!, this.integers([1])]));
  }

  /** RGB 0..255, rounded. */
  paint(x: Value): void {
    this.writes.push('painting');
    const rounded = this.node('Add', [x, this.floats([0.5], [])]);
    const bounded = this.node('Clip', [rounded, this.floats([0], []), this.floats([255], [])]);
    this.output(this.node('Cast', [bounded], { to: UINT8 }), 'painting', [1, 'painted', 'width', 3], UINT8);
  }

  /** The layer's norm by the statistics of the whole map that pass `index` found. */
  givenNorm({ norm, to }: Layer, x: Value, index: number): Value {
    const [scale, shift] = [`${norm}.scale`, `${norm}.shift`];
    this.fills.push((statistics) => {
      const affine = this.affine(norm!, statistics[index]!);
      this.weight(scale, { shape: [to], data: affine.scale });
      this.weight(shift, { shape: [to], data: affine.shift });
    });
    return this.node('Add', [this.node('Mul', [x, scale]), shift]);
  }

  convStep(layer: Layer, x: Value, { stride = 1, norm }: StepOptions = {}): Value {
    const padded = this.padded(x, 'reflect', this.op({ kind: 'conv', kernel: layer.kernel, stride }));
    this.scale *= stride;
    this.count(layer, layer.kernel ** 2);
    return this.pixels(layer, this.conv(layer, padded, stride), norm);
  }

  /** Without a norm. */
  lastStep(layer: Layer, x: Value): Value {
    const padded = this.padded(x, 'reflect', this.op({ kind: 'conv', kernel: layer.kernel, stride: 1 }));
    this.count(layer, layer.kernel ** 2);
    return this.pixelBlocks(layer, this.pixels(layer, this.blocks(layer, padded)));
  }

  doubleStep(layer: Layer, x: Value, { norm }: StepOptions = {}): Value {
    const op = this.ops.length;
    const padded = this.padded(x, 'edge', this.op({ kind: 'double' }));
    const starts = this.integerInput(inputs.starts(op), [2]);
    const ends = this.integerInput(inputs.ends(op), [2]);
    this.scale /= 2;
    this.count(layer, 4);
    const doubled = this.pixelBlocks(layer, this.pixels(layer, this.phases(layer, padded), norm));
    return this.node('Slice', [doubled, starts, ends, this.integers([1, 2])]);
  }

  /** Along the rows first, then down the columns: the sums stay short, and so exact, in single precision. */
  statistics(y: Value): void {
    const [rows, columns] = [this.integers([1]), this.integers([2])];
    const mean = this.node('ReduceMean', [this.node('ReduceMean', [y, columns]), rows]);
    const squares = this.node('ReduceSumSquare', [this.node('Sub', [y, mean]), columns]);
    const flat = (x: Value) => this.node('Reshape', [x, this.integers([-1])]);
    this.output(flat(mean), 'mean', ['channels']);
    this.output(flat(this.node('ReduceSum', [squares, rows])), 'squares', ['channels']);
  }

  /** Padded, with the channels first. */
  private padded(x: Value, mode: string, pads: Value): Value {
    const planes = this.node('Transpose', [this.node('Pad', [x, pads], { mode })], TO_PLANES);
    return x === 'photo' ? this.node('Cast', [planes], { to: FLOAT }) : planes;
  }

  /** A convolution's output with its channels last, after its norm and ReLU where pass `norm` found the statistics. */
  private pixels(layer: Layer, y: Value, norm?: number): Value {
    this.fills.push((statistics, turned) =>
      this.fill(layer, { turned, ...(norm !== undefined && { statistics: statistics[norm]! }) }),
    );
    return this.node('Transpose', [norm === undefined ? y : this.node('Relu', [y])], TO_PIXELS);
  }

  /** `depthToSpace` with the channels last, where whole pixels are moved. */
  private pixelBlocks({ to }: Layer, x: Value): Value {
    const sides = this.node('Mul', [this.node('Shape', [x], { start: 1, end: 3 }), this.integers([2])]);
    const shape = this.node('Concat', [this.integers([1]), sides, this.integers([to])], { axis: 0 });
    const split = this.node('Reshape', [x, this.integers([0, 0, 0, 2, 2, to])]);
    return this.node('Reshape', [this.node('Transpose', [split], { perm: [0, 1, 3, 2, 4, 5] }), shape]);
  }

  /** Sets the convolution's weights; the norm, where its statistics are given, becomes a part of them. */
  private fill(
    { conv, norm, from, to, kernel }: Layer,
    given: { statistics?: ChannelStatistics; turned: boolean },
  ) {
    const weight = this.checkpoint.tensors.get(`${conv}.weight`)!.data;
    const bias = this.checkpoint.tensors.get(`${conv}.bias`)!.data;
    const affine = given.statistics && this.affine(norm!, given.statistics);
    const area = kernel ** 2;
    const scaled = weight.map((_, i) => {
      const tap = i % area;
      const source = given.turned ? i - tap + (tap % kernel) * kernel + Math.floor(tap / kernel) : i;
      return weight[source]! * (affine ? affine.scale[Math.floor(i / area / from)]! : 1);
    });
    const shifted = bias.map((value, i) => (affine ? value * affine.scale[i]! + affine.shift[i]! : value));
    this.weight(`${conv}.weight`, { shape: [to, from, kernel, kernel], data: scaled });
    this.weight(`${conv}.bias`, { shape: [to], data: shifted });
  }

  /** Instance norm as a scale and a shift of each channel. */
  private affine(norm: string, { mean, variance }: ChannelStatistics) {
    const [weight, bias] = ['weight', 'bias'].map(
      (name) => this.checkpoint.tensors.get(`${norm}.${name}`)!.data,
    );
    const scale = weight!.map((value, i) => value / Math.sqrt(variance[i]! + NORM_EPSILON));
    return { scale, shift: bias!.map((value, i) => value - mean[i]! * scale[i]!) };
  }

  /** Notes the op; gives its runtime pads. */
  private op(op: PassOp): Value {
    const pads = this.integerInput(inputs.pads(this.ops.length), [8]);
    this.ops.push(op);
    return pads;
  }

  private count({ from, to }: Layer, taps: number): void {
    this.work += (from * to * taps) / this.scale ** 2;
  }

  private mapShape(rows: string): (number | string)[] {
    return [1, rows, 'map_width', 4 * this.checkpoint.metadata.architecture.width];
  }
}
