import * as tf from '@tensorflow/tfjs-core';
import type { Checkpoint, CheckpointMetadata, Tensors } from '../checkpoint/index.ts';
import { lossNames, namedLosses, Objective } from '../losses/objective.ts';
import { LossNetwork } from '../networks/loss-network.ts';
import { type Parameters, saveParameters, stylize } from '../networks/transformer-net.ts';
import type { Picture } from '../picture.ts';
import { checkpointIterations, type TrainingConfig } from './config.ts';
import type { Losses, TrainingEvent } from './events.ts';
import { disposeState, firstState, loadState, saveState, type TrainingState } from './state.ts';
import { lossesAndGradients } from './step.ts';

export interface TrainingOptions {
  config: TrainingConfig;
  /** The style picture, already at `config.styleSize`. */
  style: Picture;
  /** SHA-256 of the style picture's file, for the checkpoints' descriptions. */
  styleSha256?: string;
  /** The tensors of `config.lossNetwork`. */
  lossNetwork: Tensors;
  /**
   * The photos of an iteration: batch × size × size × 3 values, RGB 0..1. Must depend on the iteration's number alone, so
   * that a run that goes on sees the photos that it would have seen.
   */
  photos: (iteration: number) => Promise<Float32Array>;
  /** Painted every `sampleEvery` iterations and at each checkpoint. */
  samples?: Picture[];
  /** Photos that are not trained on; their losses go with each checkpoint. */
  heldOut?: Picture[];
  /** A state that an earlier run gave: the run goes on from there. */
  state?: Checkpoint;
  /** Aborting stops the run after the iteration under way; it gives its state and ends. */
  signal?: AbortSignal;
}

/**
 * Trains a TransformerNet to paint in one style, as Johnson et al. 2016 do: fixed loss network, batches of photos, Adam.
 * The loop is the whole method; what becomes of the events is the caller's business.
 *
 * The same configuration, style, loss network and photos give the same weights, whether or not the run was stopped
 * and went on from a state in between.
 * @throws CheckpointError where the state or the loss network does not fit
 */
export async function* train(options: TrainingOptions): AsyncGenerator<TrainingEvent> {
  const { config, signal } = options;
  const { batch, size } = config;
  const checkpoints = new Set(checkpointIterations(config));
  const metadata: CheckpointMetadata = {
    formatVersion: 1,
    kind: 'weights',
    architecture: { name: 'transformer-net', width: config.width },
    iteration: 0,
    training: config,
    ...(options.styleSha256 && { styleSha256: options.styleSha256 }),
  };
  const network = new LossNetwork(config.lossNetwork, options.lossNetwork);
  const style = toTensor(options.style);
  const objective = new Objective(network, style, config);
  style.dispose();
  const state = options.state ? loadState(options.state, config) : firstState(config, lossNames.length);
  let lastLog = { time: performance.now(), iteration: state.iteration };
  let waited = 0;

  try {
    while (state.iteration < config.iterations && !signal?.aborted) {
      const iteration = state.iteration + 1;

      const asked = performance.now();
      const photos = await options.photos(iteration);
      waited += performance.now() - asked;

      const terms = iterate(
        state,
        objective,
        tf.tensor4d(photos, [batch, size, size, 3]),
        learningRate(config, iteration),
      );

      if (iteration % config.logEvery === 0 || iteration === 1 || iteration === config.iterations) {
        const [now, sums] = await Promise.all([terms.data(), state.lossSums.data()]);
        const losses = namedLosses(now);
        if (!Number.isFinite(losses.total)) throw new DivergedError(iteration, losses);
        const time = performance.now();
        const count = iteration - lastLog.iteration;
        yield {
          type: 'step',
          iteration,
          losses,
          means: namedLosses(sums.map((sum) => sum / iteration)),
          seconds: (time - lastLog.time) / 1000 / count,
          waiting: waited / 1000 / count,
        };
        lastLog = { time, iteration };
        waited = 0;
      }
      terms.dispose();

      const isCheckpoint = checkpoints.has(iteration);
      if (isCheckpoint || iteration % config.sampleEvery === 0)
        for (const [index, photo] of (options.samples ?? []).entries())
          yield { type: 'sample', iteration, index, picture: await paint(state.parameters, photo) };
      if (isCheckpoint) {
        const heldOut = await heldOutLosses(state.parameters, objective, options.heldOut ?? []);
        const tensors = await saveParameters(state.parameters, config.width);
        yield { type: 'checkpoint', iteration, checkpoint: { metadata: { ...metadata, iteration }, tensors }, ...(heldOut && { heldOut }) }; // prettier-ignore
      }
      if (iteration % config.stateEvery === 0 || isCheckpoint || signal?.aborted)
        yield { type: 'state', iteration, state: await saveState(state, metadata) };
    }
    if (state.iteration >= config.iterations) yield { type: 'finished', iteration: state.iteration };
  } finally {
    disposeState(state);
    objective.dispose();
    network.dispose();
  }
}

/** The losses became infinite or not a number; the run cannot go on from here. */
export class DivergedError extends Error {
  constructor(iteration: number, losses: Losses) {
    super(
      `the training diverged: at iteration ${iteration} the total loss is ${losses.total}. ` +
        'Start again with a smaller learning rate, or smaller weights.',
    );
  }
}

/** One iteration: losses, gradients, Adam. Frees the photos; gives the vector of weighted losses. */
function iterate(state: TrainingState, objective: Objective, photos: tf.Tensor4D, rate: number): tf.Tensor1D {
  const { terms, gradients } = lossesAndGradients(state.parameters, objective, photos);
  const names = [...state.parameters.keys()];
  const before = [...state.parameters.values()];
  const after = state.adam.step(before, gradients, rate, state.iteration + 1);
  const sums = tf.add<tf.Tensor1D>(state.lossSums, terms);
  tf.dispose([photos, ...gradients, ...before, state.lossSums]);
  state.parameters = new Map(names.map((name, k) => [name, after[k]!]));
  state.lossSums = sums;
  state.iteration++;
  return terms;
}

/** A departure from the paper, whose rate is constant: the last part of the run, at a tenth of it, settles the textures. */
function learningRate(config: TrainingConfig, iteration: number): number {
  const drop = config.iterations * (1 - config.learningRateDrop);
  return iteration > drop ? config.learningRate / 10 : config.learningRate;
}

function toTensor({ width, height, data }: Picture): tf.Tensor4D {
  return tf.tensor4d(data, [1, height, width, 3]);
}

/** A photo as the network paints it: sides rounded down to a multiple of 4, values clamped to 0..1. */
async function paint(parameters: Parameters, photo: Picture): Promise<Picture> {
  const painted = tf.tidy(() => tf.clipByValue(stylize(parameters, inFours(toTensor(photo))), 0, 1));
  const [, height, width] = painted.shape;
  const data = Float32Array.from(await painted.data());
  painted.dispose();
  return { width, height, data };
}

/** The mean of each weighted loss over photos that are not trained on. */
async function heldOutLosses(
  parameters: Parameters,
  objective: Objective,
  photos: Picture[],
): Promise<Losses | undefined> {
  if (!photos.length) return undefined;
  const each = photos.map((photo) =>
    tf.tidy(() => {
      const x = inFours(toTensor(photo));
      return objective.evaluate(stylize(parameters, x), objective.contentTarget(x)).terms;
    }),
  );
  const mean = tf.tidy(() => tf.mean(tf.stack(each), 0));
  const values = await mean.data();
  tf.dispose([mean, ...each]);
  return namedLosses(values);
}

/** Cuts a picture to sides that are multiples of 4, which the network gives back unchanged in size. */
function inFours(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  return tf.slice(x, [0, 0, 0, 0], [1, height - (height % 4), width - (width % 4), 3]);
}
