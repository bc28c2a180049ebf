import * as tf from '@tensorflow/tfjs-core';
import type { Checkpoint, CheckpointMetadata, Origin, Tensors } from '../checkpoint/index.ts';
import { namedLosses, Objective } from '../losses/objective.ts';
import { LossNetwork } from '../networks/loss-network.ts';
import { type Picture, toTensor } from '../picture.ts';
import type { Compile } from './compile.ts';
import { checkpointIterations, type TrainingConfig } from '../config.ts';
import { DivergedError } from './diverged-error.ts';
import type { TrainingEvent } from './events.ts';
import { isFlat, measured } from './flatness.ts';
import { learningRate } from './learning-rate.ts';
import { createOptimizer, type Optimizer } from './optimizer.ts';
import { disposeState, firstState, loadState, saveState, saveWeights, type TrainingState } from './state.ts';
import { middle, offset, trainingGradient } from './step.ts';
import { heldOutLosses, paintSample } from './whole-photos.ts';

export interface TrainingOptions {
  config: TrainingConfig;
  /** The style picture, already at `config.styleSize`. */
  style: Picture;
  /** What the run is trained from, for the checkpoints' descriptions. */
  origin?: Origin;
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
  /** Weights to start from, of a network that paints already; random ones without. */
  start?: Tensors;
  /** The engine's way to run the same step thousands of times; op by op without it. */
  compile?: Compile;
  /** Aborting stops the run after the iteration under way; it gives its state and ends. */
  signal?: AbortSignal;
}

/**
 * Trains a TransformerNet to paint in one style (Johnson et al. 2016). The network f paints a photo x as y = f(x). A fixed
 * loss network φ looks at y, at x and at the style picture s, and Adam changes the weights of f to make this sum small:
 *
 *   content · |φ(y) − φ(x)|²  +  style · Σ |Gram φ(y) − Gram φ(s)|²  +  totalVariation · TV(y)
 *
 * with φ at one layer for the content and at four for the style, and squares as means. Departures from the paper, all of them
 * settings: means and covariances instead of Gram matrices, each in units of the style's own, at several sizes and over several
 * pictures together (losses/moments.ts); terms for tones, for the spectrum of the strokes, for the range and for the stability of films; photos that are painted
 * with a grain and a mottle (grain.ts); no loss looks at the `margin` along the border of a crop; and the learning rate changes
 * (learning-rate.ts). Read on in step.ts (this sum and its gradient), losses/objective.ts (its terms),
 * networks/transformer-net.ts (f), networks/loss-network.ts (φ), optimizer.ts and adam.ts (the step downhill). Here is the loop around them; what becomes of its events is the caller's business.
 *
 * The same configuration, style, loss network and photos give the same weights on the same engine and machine, whether or
 * not the run was stopped and went on from a state in between.
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
    ...options.origin,
  };
  const network = new LossNetwork(config.lossNetwork, options.lossNetwork);
  const style = toTensor(options.style);
  const objective = new Objective(network, style, config);
  style.dispose();
  const state = options.state ? loadState(options.state, config) : firstState(config, options.start);
  const objectiveGradient = trainingGradient(objective, state.shapes, {
    margin: config.margin,
    noise: config,
    look: config.losses === 'moments' ? offset : middle,
  });
  const optimizer = await createOptimizer(
    objectiveGradient,
    state.adam,
    [tf.zeros([batch, size, size, 3])],
    options.compile,
  );
  let lastLog = { time: performance.now(), iteration: state.iteration };
  let waited = 0;

  try {
    while (state.iteration < config.iterations && !isFlat(config, state.flatness) && !signal?.aborted) {
      const iteration = state.iteration + 1;

      const asked = performance.now();
      const photos = await options.photos(iteration);
      waited += performance.now() - asked;

      const terms = iterate(
        state,
        optimizer,
        tf.tensor4d(photos, [batch, size, size, 3]),
        learningRate(config, iteration),
      );

      if (iteration % config.logEvery === 0 || iteration === 1 || iteration === config.iterations) {
        const [now, sums] = await Promise.all([terms.data(), state.lossSums.data()]);
        const losses = namedLosses(now);
        if (!Number.isFinite(losses.total)) throw new DivergedError(iteration, losses.total);
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
        lastLog = { time: performance.now(), iteration }; // what the caller does with it is no part of the next steps
        waited = 0;
      }
      terms.dispose();

      const isCheckpoint = checkpoints.has(iteration);
      if (isCheckpoint) await checkFinite(state);
      const stepEnd = performance.now();
      if (isCheckpoint || iteration % config.sampleEvery === 0)
        for (const [index, photo] of (options.samples ?? []).entries())
          yield {
            type: 'sample',
            iteration,
            index,
            picture: await paintSample(state, photo, config),
          };
      if (isCheckpoint) {
        const heldOut = await heldOutLosses(state, objective, options.heldOut ?? [], config);
        if (heldOut) state.flatness = measured(state.flatness, heldOut.total);
        const tensors = await saveWeights(state, config.width);
        yield { type: 'checkpoint', iteration, checkpoint: { metadata: { ...metadata, iteration }, tensors }, ...(heldOut && { heldOut }) }; // prettier-ignore
      }
      if (iteration % config.stateEvery === 0 || isCheckpoint || signal?.aborted) {
        await checkFinite(state);
        yield { type: 'state', iteration, state: await saveState(state, metadata) };
      }
      lastLog.time += performance.now() - stepEnd; // painting and saving are no part of a step's seconds
    }
    if (state.iteration >= config.iterations || isFlat(config, state.flatness))
      yield { type: 'finished', iteration: state.iteration };
  } finally {
    optimizer.dispose();
    disposeState(state);
    objective.dispose();
    network.dispose();
  }
}

/** One iteration: losses, gradient, Adam. Frees the photos; gives the vector of weighted losses. */
function iterate(state: TrainingState, optimizer: Optimizer, photos: tf.Tensor, rate: number): tf.Tensor1D {
  const { state: adam, terms } = optimizer.step(state.adam, [photos], rate, state.iteration + 1);
  const lossSums = tf.add(state.lossSums, terms);
  state.lossSums.dispose();
  Object.assign(state, { adam, lossSums, iteration: state.iteration + 1 });
  return terms;
}

/** The losses are those before the update: broken weights would show only with the next ones, when a good state is overwritten. */
async function checkFinite({ adam, iteration }: TrainingState): Promise<void> {
  if (!(await adam.values.data()).every(Number.isFinite)) throw new DivergedError(iteration);
}
