import { type LossWeight, lossWeights } from '../src/config.ts';

/** Settings with which nothing counts: a test adds what it is about. */
export const noLoss = Object.fromEntries(lossWeights.map((key) => [key, 0])) as Record<LossWeight, 0>;
