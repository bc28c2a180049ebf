import { type Checkpoint, CheckpointError, type Tensors } from '../checkpoint/checkpoint.ts';

/** A convolution of the network, by its tensors' names; a norm follows unless `norm` is missing. */
export interface Layer {
  /** `NAME.weight` and `NAME.bias`. */
  conv: string;
  norm?: string;
  from: number;
  to: number;
  kernel: number;
}

export interface Layers {
  /** 9×9, then two 3×3 of stride 2. */
  encoder: [Layer, Layer, Layer];
  /** Five pairs. */
  residuals: [Layer, Layer][];
  /** Each after a nearest ×2. */
  decoder: [Layer, Layer];
  /** 9×9, without a norm. */
  last: Layer;
}

/** The layers of the transformer net with `w` channels after its first one (Johnson et al. 2016, with instance norm). */
export function layers(w: number): Layers {
  const layer = (name: string, from: number, to: number, kernel: number): Layer => ({
    conv: `${name}.block.1`,
    norm: `${name}.norm`,
    from,
    to,
    kernel,
  });
  return {
    encoder: [layer('model.0', 3, w, 9), layer('model.1', w, 2 * w, 3), layer('model.2', 2 * w, 4 * w, 3)],
    residuals: [3, 4, 5, 6, 7].map((i) => [
      layer(`model.${i}.block.0`, 4 * w, 4 * w, 3),
      layer(`model.${i}.block.1`, 4 * w, 4 * w, 3),
    ]),
    decoder: [layer('model.8', 4 * w, 2 * w, 3), layer('model.9', 2 * w, w, 3)],
    last: { conv: 'model.10.block.1', from: w, to: 3, kernel: 9 },
  };
}

/** Name and shape of every tensor of the transformer net of that width, in the network's order. */
export function tensorShapes(width: number): Map<string, number[]> {
  const { encoder, residuals, decoder, last } = layers(width);
  const shapes = new Map<string, number[]>();
  for (const { conv, norm, from, to, kernel } of [...encoder, ...residuals.flat(), ...decoder, last]) {
    shapes.set(`${conv}.weight`, [to, from, kernel, kernel]).set(`${conv}.bias`, [to]);
    if (norm) shapes.set(`${norm}.weight`, [to]).set(`${norm}.bias`, [to]);
  }
  return shapes;
}

/**
 * The convolutions' biases before a norm are not trained: the norm subtracts them again, so they never change the picture
 * and have no gradient. They stay in the files (as zeros), which so keep the report's format.
 */
export function isTrained(name: string): boolean {
  return !name.endsWith('.block.1.bias') || name === 'model.10.block.1.bias';
}

/** @throws CheckpointError naming the tensor that is missing, of another shape, not finite, or too much */
export function checkTransformerNet({ metadata: { kind, architecture }, tensors }: Checkpoint): void {
  if (architecture.name !== 'transformer-net' || kind === 'loss-network')
    throw new CheckpointError(
      `this checkpoint holds ${architecture.name} (${kind}), not a network to paint with`,
    );
  checkTensors(tensors, tensorShapes(architecture.width), `a network of width ${architecture.width}`);
  if (kind === 'weights')
    for (const name of tensors.keys())
      if (!tensorShapes(architecture.width).has(name))
        throw new CheckpointError(`tensor ${name} does not belong to a transformer net`);
}

/** @param what names the network in messages @throws CheckpointError naming the tensor that does not fit the shapes */
export function checkTensors(tensors: Tensors, shapes: ReadonlyMap<string, number[]>, what: string): void {
  for (const [name, shape] of shapes) {
    const tensor = tensors.get(name);
    if (!tensor) throw new CheckpointError(`tensor ${name} is missing: this is not ${what}`);
    if (tensor.shape.join() !== shape.join())
      throw new CheckpointError(
        `tensor ${name} has shape ${tensor.shape.join('×')}; ${what} has ${shape.join('×')}`,
      );
    if (!tensor.data.every(Number.isFinite))
      throw new CheckpointError(`tensor ${name} holds values that are not finite`);
  }
}
