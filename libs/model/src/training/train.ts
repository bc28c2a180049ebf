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
import { StepClock } from './step-clock.ts';
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
 * with φ at one layer for the content and at four for the style, and squares as means. That is the paper, and the preset `report`.
 * Departures from it, each of them a setting, and explained where it happens:
 *
 * - means and covariances instead of Gram matrices, each in units of the style's own, at several sizes and over several
 *   pictures together (losses/moments.ts, losses/objective.ts);
 * - further terms: for tones, for the spectrum of the strokes, for the palette, for the range, for the stability of films
 *   (losses/tone.ts and so on);
 * - photos that are painted with a grain and a mottle (grain.ts), and a `margin` along the border of each crop that no loss
 *   looks at (step.ts);
 * - a learning rate that changes (learning-rate.ts), a network to start from instead of random weights (`start`), an end where
 *   nothing is learnt any more (flatness.ts).
 *
 * Read on in step.ts (this sum and its gradient), losses/objective.ts (its terms), networks/transformer-net.ts (f),
 * networks/loss-network.ts (φ), optimizer.ts and adam.ts (the step downhill). Here is the loop around them; what becomes of its
 * events is the caller's business.
 *
 * The same configuration, style, loss network and photos give the same weights on the same engine and machine, whether or
 * not the run was stopped and went on from a state in between.
 * @throws CheckpointError where the state or the loss network does not fit
 * @throws DivergedError where losses or weights are no finite numbers any more
 */
export async function* train(options: TrainingOptions): AsyncGenerator<TrainingEvent> {
  const { config, signal } = options;
  const checkpoints = new Set(checkpointIterations(config));
  const setup = await setUp(options);
  const { state } = setup;
  const clock = new StepClock(state.iteration);
  const isOver = () => state.iteration >= config.iterations || isFlat(config, state.flatness);

  try {
    while (!isOver() && !signal?.aborted) {
      const iteration = state.iteration + 1;
      const photos = await clock.waitFor(() => options.photos(iteration));
      const terms = iterate(setup, photos, config);

      if (iteration % config.logEvery === 0 || iteration === 1 || iteration === config.iterations) {
        const losses = await lossesNow(state, terms);
        yield { type: 'step', iteration, ...losses, ...clock.read(iteration) };
        clock.restart(iteration);
      }
      terms.dispose();

      const isCheckpoint = checkpoints.has(iteration);
      if (isCheckpoint) await checkFinite(state);
      clock.stop();
      if (isCheckpoint || iteration % config.sampleEvery === 0)
        for (const [index, photo] of (options.samples ?? []).entries())
          yield { type: 'sample', iteration, index, picture: await paintSample(state, photo, config) };
      if (isCheckpoint) yield await checkpointEvent(setup, options);
      if (isCheckpoint || iteration % config.stateEvery === 0 || signal?.aborted) {
        await checkFinite(state);
        yield { type: 'state', iteration, state: await saveState(state, description(options)) };
      }
      clock.goOn();
    }
    if (isOver()) yield { type: 'finished', iteration: state.iteration };
  } finally {
    setup.dispose();
  }
}

/** What the iterations work with: what is made small, the step downhill, and all that changes. */
interface Setup {
  objective: Objective;
  optimizer: Optimizer;
  state: TrainingState;
  dispose(): void;
}

async function setUp(options: TrainingOptions): Promise<Setup> {
  const { config } = options;
  const { batch, size } = config;
  const network = new LossNetwork(config.lossNetwork, options.lossNetwork);
  const style = toTensor(options.style);
  const objective = new Objective(network, style, config);
  style.dispose();
  const state = options.state ? loadState(options.state, config) : firstState(config, options.start);
  const objectiveGradient = trainingGradient(objective, state.shapes, {
    margin: config.margin,
    noise: config,
    look: config.losses === 'moments' ? offset : middle, // runs of before there were moments go on as they were begun
  });
  const examples = [tf.zeros([batch, size, size, 3])];
  const optimizer = await createOptimizer(objectiveGradient, state.adam, examples, options.compile);
  return {
    objective,
    optimizer,
    state,
    dispose: () => {
      optimizer.dispose();
      disposeState(state);
      objective.dispose();
      network.dispose();
    },
  };
}

/** One iteration: losses, gradient, Adam. Changes the state; gives the weighted losses from before the step, a vector. */
function iterate({ optimizer, state }: Setup, photos: Float32Array, config: TrainingConfig): tf.Tensor1D {
  const { batch, size } = config;
  const iteration = state.iteration + 1;
  const data = [tf.tensor4d(photos, [batch, size, size, 3])];
  const { state: adam, terms } = optimizer.step(state.adam, data, learningRate(config, iteration), iteration);
  const lossSums = tf.add(state.lossSums, terms);
  state.lossSums.dispose();
  Object.assign(state, { adam, lossSums, iteration });
  return terms;
}

/** The losses of the last iteration, and their means over all so far. @throws DivergedError */
async function lossesNow({ lossSums, iteration }: TrainingState, terms: tf.Tensor1D) {
  const [now, sums] = await Promise.all([terms.data(), lossSums.data()]);
  const losses = namedLosses(now);
  if (!Number.isFinite(losses.total)) throw new DivergedError(iteration, losses.total);
  return { losses, means: namedLosses(sums.map((sum) => sum / iteration)) };
}

/** The losses are those before the update: broken weights would show only with the next ones, when a good state is overwritten. */
async function checkFinite({ adam, iteration }: TrainingState): Promise<void> {
  if (!(await adam.values.data()).every(Number.isFinite)) throw new DivergedError(iteration);
}

/** The weights as they are now, measured on photos that are not trained on; what that tells of the run's end is noted in the state. */
async function checkpointEvent(
  { objective, state }: Setup,
  options: TrainingOptions,
): Promise<TrainingEvent> {
  const { config } = options;
  const { iteration } = state;
  const heldOut = await heldOutLosses(state, objective, options.heldOut ?? [], config);
  if (heldOut) state.flatness = measured(state.flatness, heldOut.total);
  const tensors = await saveWeights(state, config.width);
  const checkpoint = { metadata: { ...description(options), iteration }, tensors };
  return { type: 'checkpoint', iteration, checkpoint, ...(heldOut && { heldOut }) };
}

/** What the run's checkpoints say of themselves. */
function description({ config, origin }: TrainingOptions): CheckpointMetadata {
  return {
    formatVersion: 1,
    kind: 'weights',
    architecture: { name: 'transformer-net', width: config.width },
    iteration: 0,
    training: config,
    ...origin,
  };
}
