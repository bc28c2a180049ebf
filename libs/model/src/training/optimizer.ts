import * as tf from '@tensorflow/tfjs-core';
import { type AdamState, adamRates, adamStep } from './adam.ts';
import { type Compile, opByOp } from './compile.ts';

/**
 * The terms of an objective, as a vector, and its gradient, of the shape of `values`: what is trained, be it a vector of parameters
 * or a picture. `data` is what differs from step to step, such as photos. Forwards and backwards through the networks once: the
 * terms are for the log, the gradient of their total is for Adam.
 */
export type ObjectiveGradient = (
  values: tf.Tensor,
  ...data: tf.Tensor[]
) => { terms: tf.Tensor1D; gradient: tf.Tensor };

/** Adam on an objective: gradient and step are one function of tensors, which an engine can compile. */
export interface Optimizer {
  /** Gives the next state and the loss's terms before the step. Frees the old state and the data. */
  step(
    state: AdamState,
    data: tf.Tensor[],
    learningRate: number,
    iteration: number,
  ): { state: AdamState; terms: tf.Tensor1D };
  dispose(): void;
}

/** @param data examples: tensors of the shapes that the steps will be given; freed */
export async function createOptimizer(
  objectiveGradient: ObjectiveGradient,
  state: AdamState,
  data: tf.Tensor[],
  compile: Compile = opByOp,
): Promise<Optimizer> {
  const inputs = ({ values, first, second }: AdamState, learningRate: number, iteration: number) => {
    const { rate, correction } = adamRates(learningRate, iteration);
    return [values, first, second, rate, correction];
  };
  const examples = inputs(state, 1, 1);
  const compiled = await compile(
    (values, first, second, rate, correction, ...given) => {
      const { terms, gradient } = objectiveGradient(values, ...given);
      const next = adamStep({ values, first, second }, gradient, { rate, correction });
      return [terms, next.values, next.first, next.second];
    },
    [...examples, ...data],
  );
  tf.dispose([...examples.slice(3), ...data]);
  return {
    step: (before, given, learningRate, iteration) => {
      const all = [...inputs(before, learningRate, iteration), ...given];
      const [terms, values, first, second] = compiled.run(...all);
      tf.dispose(all);
      return {
        state: { values: values!, first: first!, second: second! },
        terms: terms as tf.Tensor1D,
      };
    },
    dispose: () => compiled.dispose(),
  };
}
