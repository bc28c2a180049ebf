import * as tf from '@tensorflow/tfjs-core';
import {
  type Checkpoint,
  type CheckpointMetadata,
  CheckpointError,
  type Tensors,
} from '../checkpoint/index.ts';
import { fromPyTorch, toPyTorch } from '../networks/layout.ts';
import {
  loadParameters,
  type Parameters,
  randomParameters,
  saveParameters,
} from '../networks/transformer-net.ts';
import { Adam } from './adam.ts';
import type { TrainingConfig } from './config.ts';

/** All that changes during a run. With the configuration and the photos it decides everything that is still to come. */
export interface TrainingState {
  /** Finished iterations. */
  iteration: number;
  parameters: Parameters;
  adam: Adam;
  /** The sum of each iteration's losses so far, in the order of `lossNames`. */
  lossSums: tf.Tensor1D;
}

const FIRST = 'adam/first/';
const SECOND = 'adam/second/';
const SUMS = 'loss-sums';

export function firstState(config: TrainingConfig, losses: number): TrainingState {
  const parameters = randomParameters(config.width, config.seed);
  return { iteration: 0, parameters, adam: new Adam(shapes(parameters)), lossSums: tf.zeros([losses]) };
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
  const parameters = loadParameters(tensors, config.width);
  const moment = (prefix: string) =>
    tf.tidy(() =>
      tf.concat(
        [...parameters.keys()].map((name) => tf.reshape<tf.Rank.R1>(tensor(tensors, prefix + name), [-1])),
      ),
    );
  const adam = new Adam(shapes(parameters), { first: moment(FIRST), second: moment(SECOND) });
  return { iteration: metadata.iteration, parameters, adam, lossSums: tensor(tensors, SUMS) as tf.Tensor1D };
}

/** The state as a checkpoint of kind `state`: the network's weights under their own names, and Adam's moments. */
export async function saveState(state: TrainingState, metadata: CheckpointMetadata): Promise<Checkpoint> {
  const tensors = await saveParameters(state.parameters, metadata.architecture.width);
  const { first, second } = await state.adam.values();
  let at = 0;
  for (const [name, parameter] of state.parameters) {
    const part = (moment: Float32Array) =>
      tf.tensor(moment.subarray(at, at + parameter.size), parameter.shape);
    for (const [prefix, moment] of [
      [FIRST, first],
      [SECOND, second],
    ] as const) {
      const values = part(moment);
      tensors.set(prefix + name, await toPyTorch(values));
      values.dispose();
    }
    at += parameter.size;
  }
  tensors.set(SUMS, await toPyTorch(state.lossSums));
  return { metadata: { ...metadata, kind: 'state', iteration: state.iteration }, tensors };
}

export function disposeState({ parameters, adam, lossSums }: TrainingState): void {
  tf.dispose([...parameters.values(), lossSums]);
  adam.dispose();
}

function shapes(parameters: Parameters): number[][] {
  return [...parameters.values()].map(({ shape }) => shape);
}

function tensor(tensors: Tensors, name: string): tf.Tensor {
  const found = tensors.get(name);
  if (!found) throw new CheckpointError(`the saved state is incomplete: it has no tensor ${name}`);
  return fromPyTorch(found);
}
