import type { TrainingConfig } from '../config.ts';

/**
 * Adam's learning rate in an iteration, from 1. Departures from the paper, whose rate is the same all along:
 *
 * - `constant`: the last part of the run (`learningRateDrop`), at a tenth of the rate, settles the textures.
 * - `cosine`: from the whole rate down to nothing along half a cosine (Loshchilov & Hutter 2017, section 3, without restarts):
 *   short runs have no time to settle afterwards.
 * - `warmUp`: in the first iterations the rate rises in even steps. Adam's second moments are means of few gradients then, and
 *   weights that paint already would be thrown off.
 */
export function learningRate(config: TrainingConfig, iteration: number): number {
  const { learningRate: whole, learningRateSchedule, warmUp, iterations } = config;
  if (iteration <= warmUp) return (whole * iteration) / warmUp;
  if (learningRateSchedule === 'cosine')
    return halfCosine(whole, iteration - warmUp - 1, iterations - warmUp);
  return iteration > iterations * (1 - config.learningRateDrop) ? whole / 10 : whole;
}

/** The rate after `done` of so many steps: from the whole one down to nothing. */
export function halfCosine(whole: number, done: number, steps: number): number {
  return (whole / 2) * (1 + Math.cos((Math.PI * done) / steps));
}
