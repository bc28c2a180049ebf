/** The losses became infinite or not a number, or the weights did; the run cannot go on from here. */
export class DivergedError extends Error {
  /** @param loss where it was the total loss that showed it, not the weights */
  constructor(
    readonly iteration: number,
    loss?: number,
  ) {
    super(
      `the training diverged: at iteration ${iteration} ` +
        `${loss === undefined ? 'the weights are no numbers any more' : `the total loss is ${loss}`}. ` +
        'Start again with a smaller learning rate, or with smaller weights of the losses (content, style, colours).',
    );
  }
}
