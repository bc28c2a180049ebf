import { type Checkpoint } from '../checkpoint/index.ts';
import { checkTransformerNet, type Layer, layers } from './architecture.ts';
import { Graph, type Value } from './graph.ts';

/** The means and standard deviations of ImageNet's pictures (RGB, 0..1) that the network's input is normalised with. */
export const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
export const NORM_EPSILON = 1e-5;
export const METADATA_KEY = 'atelier';

/**
 * The network as an ONNX file: input `photo` 1×3×H×W, RGB 0..1, at least 32 a side; output `painting`
 * 1×3×4⌈H/4⌉×4⌈W/4⌉, RGB 0..1. Weights keep their tensors' names; the checkpoint's description is in `metadata_props`.
 * @throws CheckpointError where a tensor does not fit the architecture
 */
export function exportOnnx(cp: Checkpoint): Uint8Array {
  return exportNetwork(cp, { normalise: true });
}

/** Without `normalise` the bare network: neither ImageNet normalisation nor clamping. */
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
  for (const layer of decoder)
    x = net.node('Relu', [net.norm(layer, net.conv(layer, net.pad(layer, net.double(x))))]);
  x = net.conv(last, net.pad(last, x));
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

  /** ImageNet's normalisation: (photo − mean) / std. */
  normalise(photo: Value): Value {
    const { mean, std } = IMAGENET;
    return this.node('Div', [
      this.node('Sub', [photo, this.floats(mean, [1, 3, 1, 1])]),
      this.floats(std, [1, 3, 1, 1]),
    ]);
  }

  /** The inverse of `normalise`, clamped to 0..1. */
  denormalise(x: Value): Value {
    const { mean, std } = IMAGENET;
    const rgb = this.node('Add', [
      this.node('Mul', [x, this.floats(std, [1, 3, 1, 1])]),
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

  /** Instance norm with its affine (Ulyanov et al. 2016). */
  norm({ norm }: Layer, x: Value): Value {
    return this.node(
      'InstanceNormalization',
      [x, this.tensor(`${norm}.weight`), this.tensor(`${norm}.bias`)],
      {
        epsilon: { float: NORM_EPSILON },
      },
    );
  }

  /** Nearest-neighbour ×2. */
  double(x: Value): Value {
    return this.node('Resize', [x, '', this.floats([1, 1, 2, 2], [4])], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    });
  }
}
