/** The losses became infinite or not a number; the run cannot go on from here. */
export class DivergedError extends Error {
  constructor(iteration: number, loss: number) {
    super(
      `the training diverged: at iteration ${iteration} the total loss is ${loss}, or the weights are no numbers any more. ` +
        'Start again with a smaller learning rate, or smaller weights.',
    );
  }
}
