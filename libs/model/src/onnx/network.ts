import { type Checkpoint, METADATA_KEY } from '../checkpoint/index.ts';
import { checkTransformerNet, type Layer, layers } from '../networks/architecture.ts';
import { IMAGENET } from '../networks/scale.ts';
import { Graph, type Value } from './graph.ts';

export const NORM_EPSILON = 1e-5;

/**
 * The network as an ONNX file: input `photo` 1×3×H×W, RGB 0..1, at least 32 a side; output `painting`
 * 1×3×4⌈H/4⌉×4⌈W/4⌉, RGB 0..1. Weights keep their tensors' names; the checkpoint's description is in `metadata_props`.
 * @throws CheckpointError where a tensor does not fit the architecture
 */
export function exportOnnx(cp: Checkpoint): Uint8Array {
  return exportNetwork(cp, { normalise: true });
}

/** Without `normalise` the bare network: neither ImageNet normalisation nor clamping. @internal */
export function exportNetwork(cp: Checkpoint, { normalise }: { normalise: boolean }): Uint8Array {
  checkTransformerNet(cp);
  const net = new NetworkGraph(cp);
  const { encoder, residuals, decoder, last } = layers(cp.metadata.architecture.width);

  const photo = net.input('photo', [1, 3, 'height', 'width']);
  let x = normalise ? net.normalise(photo) : photo;
  encoder.forEach((layer, i) => {
    x = net.node('Relu', [net.norm(layer, net.conv(layer, net.pad(layer, x), i === 0 ? 1 : 2))]);
  });
  for (const [first, second] of residuals) {
    const inner = net.node('Relu', [net.norm(first, net.conv(first, net.pad(first, x)))]);
    x = net.node('Add', [x, net.norm(second, net.conv(second, net.pad(second, inner)))]);
  }
  for (const layer of decoder) x = net.node('Relu', [net.norm(layer, net.doubledConv(layer, x))]);
  x = net.depthToSpace(net.blocks(last, net.pad(last, x)));
  net.output(normalise ? net.denormalise(x) : x, 'painting', [1, 3, 'painted_height', 'painted_width']);
  return net.file({ [METADATA_KEY]: JSON.stringify({ ...cp.metadata, kind: 'weights' }) });
}

/** The network's operations as ONNX nodes. Maps are 1×C×H×W. */
export class NetworkGraph extends Graph {
  constructor(private readonly cp: Checkpoint) {
    super();
  }

  tensor(name: string): Value {
    return this.weight(name, this.cp.tensors.get(name)!);
  }

  /** ImageNet's normalisation: (photo − mean) / deviation. */
  normalise(photo: Value): Value {
    const { mean, deviation } = IMAGENET;
    return this.node('Div', [
      this.node('Sub', [photo, this.floats(mean, [1, 3, 1, 1])]),
      this.floats(deviation, [1, 3, 1, 1]),
    ]);
  }

  /** The inverse of `normalise`, clamped to 0..1. */
  denormalise(x: Value): Value {
    const { mean, deviation } = IMAGENET;
    const rgb = this.node('Add', [
      this.node('Mul', [x, this.floats(deviation, [1, 3, 1, 1])]),
      this.floats(mean, [1, 3, 1, 1]),
    ]);
    return this.node('Clip', [rgb, this.floats([0], []), this.floats([1], [])]);
  }

  /** Reflection padding by half the layer's kernel. */
  pad({ kernel }: Layer, x: Value): Value {
    const side = kernel >> 1;
    return this.node('Pad', [x, this.integers([0, 0, side, side, 0, 0, side, side])], { mode: 'reflect' });
  }

  conv({ conv, kernel }: Layer, x: Value, stride = 1): Value {
    return this.node('Conv', [x, this.tensor(`${conv}.weight`), this.tensor(`${conv}.bias`)], {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
    });
  }

  /** Instance norm with its affine (Ulyanov et al. 2017). */
  norm({ norm }: Layer, x: Value): Value {
    const affine = [this.tensor(`${norm}.weight`), this.tensor(`${norm}.bias`)];
    return this.node('InstanceNormalization', [x, ...affine], { epsilon: { float: NORM_EPSILON } });
  }

  /** Nearest-neighbour ×2, reflection padding by 1 and the layer's 3×3 convolution, of which `phases` is most. */
  doubledConv(layer: Layer, x: Value): Value {
    // Reflection after doubling repeats the small map's edge.
    const padded = this.node('Pad', [x, this.integers([0, 0, 1, 1, 0, 0, 1, 1])], { mode: 'edge' });
    const doubled = this.depthToSpace(this.phases(layer, padded));
    const [starts, ends] = [this.integers([1, 1]), this.integers([-1, -1])];
    return this.node('Slice', [doubled, starts, ends, this.integers([2, 3])]);
  }

  /**
   * The layer's 3×3 convolution of a map that nearest-neighbour ×2 would double, as one 2×2 convolution of the small
   * map: each of the four pixels that a small pixel becomes sees only 2×2 small pixels, so that its kernel's taps that
   * fall on the same one add up, 4/9 of the work. Position p holds the doubled map's rows (columns) 2p − 1 and 2p, four
   * times the channels in the order of `depthToSpace`: one row (column) too many on each side.
   */
  phases({ conv, from, to }: Layer, padded: Value): Value {
    const rows = [TAPS_OF_LATER, TAPS_OF_EARLIER].flatMap((y) =>
      [TAPS_OF_LATER, TAPS_OF_EARLIER].flatMap((x) => y.flatMap((ty) => x.map((tx) => ({ ty, tx })))),
    );
    const sums = [0, 1, 2].flatMap((ky) =>
      [0, 1, 2].flatMap((kx) => rows.map(({ ty, tx }) => Number(ty.includes(ky) && tx.includes(kx)))),
    );
    const flat = this.node('Reshape', [this.tensor(`${conv}.weight`), this.integers([to, from, 9])]);
    const summed = this.node('MatMul', [flat, this.floats(sums, [9, 16])]);
    const split = this.node('Reshape', [summed, this.integers([to, from, 4, 2, 2])]);
    const first = this.node('Transpose', [split], { perm: [2, 0, 1, 3, 4] });
    const weight = this.node('Reshape', [first, this.integers([4 * to, from, 2, 2])]);
    const bias = this.node('Tile', [this.tensor(`${conv}.bias`), this.integers([4])]);
    return this.node('Conv', [padded, weight, bias], { kernel_shape: [2, 2] });
  }

  /**
   * The layer's convolution giving 2×2 pixels at a time as channels, in the order of `depthToSpace` (with three channels
   * a convolution would leave most of a vector unit idle). Sides must be even.
   */
  blocks({ conv, kernel }: Layer, padded: Value): Value {
    const b = 2;
    const weights = [...Array(b * b).keys()].map((i) => {
      const [dy, dx] = [Math.floor(i / b), i % b];
      const pads = this.integers([0, 0, dy, dx, 0, 0, b - 1 - dy, b - 1 - dx]);
      return this.node('Pad', [this.tensor(`${conv}.weight`), pads]);
    });
    const bias = this.node('Tile', [this.tensor(`${conv}.bias`), this.integers([b * b])]);
    return this.node('Conv', [padded, this.node('Concat', weights, { axis: 0 }), bias], {
      kernel_shape: [kernel + b - 1, kernel + b - 1],
      strides: [b, b],
    });
  }

  /** Channels (row, column, channel) of a pixel become 2×2 pixels. */
  depthToSpace(x: Value): Value {
    return this.node('DepthToSpace', [x], { blocksize: 2, mode: 'DCR' });
  }
}

/** Which rows of a 3×3 kernel fall on the first and on the second small pixel, for the two rows that one becomes. */
const TAPS_OF_LATER = [[0, 1], [2]];
const TAPS_OF_EARLIER = [[0], [1, 2]];
