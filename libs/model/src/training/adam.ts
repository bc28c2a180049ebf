import * as tf from '@tensorflow/tfjs-core';

// Kingma & Ba's, and so PyTorch's and the report's.
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** What is being trained, and Adam's moments: running means of the gradient and of its square. All of one shape. */
export type AdamState = {
  values: tf.Tensor;
  first: tf.Tensor;
  second: tf.Tensor;
};

export function adamState(values: tf.Tensor): AdamState {
  return { values, first: tf.zerosLike(values), second: tf.zerosLike(values) };
}

/** Two scalars that change from step to step: learning rate / (1 − β₁ᵗ), and 1 / √(1 − β₂ᵗ). */
export interface AdamRates {
  rate: tf.Tensor;
  correction: tf.Tensor;
}

/** @param iteration the number of the step, from 1: corrects the moments for having started at zero */
export function adamRates(learningRate: number, iteration: number): AdamRates {
  return {
    rate: tf.scalar(learningRate / (1 - BETA1 ** iteration)),
    correction: tf.scalar(1 / Math.sqrt(1 - BETA2 ** iteration)),
  };
}

/**
 * The state after one step of Adam (Kingma & Ba 2015, algorithm 1; PyTorch's is the same). A network is given as one
 * long vector: a dozen passes over it instead of a dozen small ops for each of its tensors.
 */
export function adamStep(state: AdamState, gradient: tf.Tensor, { rate, correction }: AdamRates): AdamState {
  const first = tf.add(tf.mul(state.first, BETA1), tf.mul(gradient, 1 - BETA1));
  const second = tf.add(tf.mul(state.second, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
  const size = tf.add(tf.mul(tf.sqrt(second), correction), EPSILON);
  return { values: tf.sub(state.values, tf.mul(tf.div(first, size), rate)), first, second };
}
