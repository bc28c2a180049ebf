import * as tf from '@tensorflow/tfjs-core';
import {
  type Checkpoint,
  type CheckpointMetadata,
  CheckpointError,
  type Tensors,
} from '../checkpoint/index.ts';
import { lossNames } from '../losses/objective.ts';
import { fromPyTorch, toPyTorch } from '../networks/layout.ts';
import {
  loadParameters,
  type Parameters,
  randomParameters,
  saveParameters,
} from '../networks/transformer-net.ts';
import { type AdamState, adamState } from './adam.ts';
import type { TrainingConfig } from '../config.ts';
import { type Flatness, flatnessTensors, loadFlatness } from './flatness.ts';
import { fromVector, type Shapes, shapesOf, toVector } from './vector.ts';

/** All that changes during a run. With the configuration and the photos it decides everything that is still to come. */
export interface TrainingState {
  /** Finished iterations. */
  iteration: number;
  /** The network's parameters, end to end in a vector, with Adam's moments; and where in it each of them is. */
  adam: AdamState;
  shapes: Shapes;
  /** The sums of the iterations' losses so far, in the order of `lossNames`. */
  lossSums: tf.Tensor;
  /** What the checkpoints' held-out losses were. */
  flatness: Flatness;
}

const FIRST = 'adam/first/';
const SECOND = 'adam/second/';
const SUMS = 'loss-sums/';
/** States of older versions hold the sums in one vector, in this order. */
const OLD_SUMS = 'loss-sums';
const oldNames = ['content', 'style', 'totalVariation', 'palette', 'range', 'total'];

/** @param start the weights of a network of the same width to start from, instead of random ones */
export function firstState(config: TrainingConfig, start?: Tensors): TrainingState {
  const first = start ? loadParameters(start, config.width) : randomParameters(config.width, config.seed);
  const { vector, shapes } = laidOut(first);
  return {
    iteration: 0,
    adam: adamState(vector),
    shapes,
    lossSums: tf.zeros([lossNames.length]),
    flatness: { lowest: Infinity, since: 0 },
  };
}

/** @throws CheckpointError where the checkpoint is no saved state or does not fit the configuration */
export function loadState({ metadata, tensors }: Checkpoint, config: TrainingConfig): TrainingState {
  if (metadata.kind !== 'state')
    throw new CheckpointError(
      `a run goes on from its saved state; this is a checkpoint of kind ${metadata.kind}`,
    );
  if (metadata.architecture.width !== config.width)
    throw new CheckpointError(
      `the saved state has width ${metadata.architecture.width}, the run ${config.width}`,
    );
  const { vector, shapes } = laidOut(loadParameters(tensors, config.width));
  const moment = (prefix: string) =>
    tf.tidy(() => toVector([...shapes.keys()].map((name) => tensor(tensors, prefix + name))));
  const adam = { values: vector, first: moment(FIRST), second: moment(SECOND) };
  return {
    iteration: metadata.iteration,
    adam,
    shapes,
    lossSums: tf.tensor1d(lossSums(tensors)),
    flatness: loadFlatness(tensors),
  };
}

/** The state as a checkpoint of kind `state`: the network's weights under their own names, and Adam's moments. */
export async function saveState(state: TrainingState, metadata: CheckpointMetadata): Promise<Checkpoint> {
  const tensors = await saveWeights(state, metadata.architecture.width);
  for (const [prefix, moment] of [
    [FIRST, state.adam.first],
    [SECOND, state.adam.second],
  ] as const) {
    const parts = fromVector(moment, state.shapes);
    for (const [name, part] of parts) tensors.set(prefix + name, await toPyTorch(part));
    tf.dispose([...parts.values()]);
  }
  for (const [k, sum] of (await state.lossSums.data()).entries())
    tensors.set(SUMS + lossNames[k]!, { shape: [1], data: Float32Array.of(sum) });
  for (const [name, scalar] of flatnessTensors(state.flatness)) tensors.set(name, scalar);
  return { metadata: { ...metadata, kind: 'state', iteration: state.iteration }, tensors };
}

/** The tensors of a checkpoint file with the state's weights. */
export async function saveWeights({ adam, shapes }: TrainingState, width: number): Promise<Tensors> {
  const parameters = fromVector(adam.values, shapes);
  const tensors = await saveParameters(parameters, width);
  tf.dispose([...parameters.values()]);
  return tensors;
}

export function disposeState({ adam, lossSums }: TrainingState): void {
  tf.dispose([adam, lossSums]);
}

/** Lays parameters end to end, and frees them. */
function laidOut(parameters: Parameters): { vector: tf.Tensor; shapes: Shapes } {
  const laid = { vector: toVector(parameters.values()), shapes: shapesOf(parameters) };
  tf.dispose([...parameters.values()]);
  return laid;
}

/** By name: a term that the objective has got since the state was saved begins at 0, one that it has lost is dropped. */
function lossSums(tensors: Tensors): number[] {
  const old = tensors.get(OLD_SUMS)?.data;
  if (!old && !tensors.has(`${SUMS}total`)) throw incomplete(`${SUMS}total`);
  return lossNames.map(
    (name) => (old ? old[oldNames.indexOf(name)] : tensors.get(SUMS + name)?.data[0]) ?? 0,
  );
}

function tensor(tensors: Tensors, name: string): tf.Tensor {
  const found = tensors.get(name);
  if (!found) throw incomplete(name);
  return fromPyTorch(found);
}

const incomplete = (name: string) =>
  new CheckpointError(`the saved state is incomplete: it has no tensor ${name}`);
