import type { Metric } from '../src/index.ts';

/** Metrics that differ in every value. */
export function metric(iteration: number): Metric {
  const losses = (from: number) => ({
    content: from + 0.1,
    style: from + 0.2,
    anotherTerm: from + 0.3,
    total: from + 0.6,
  });
  return {
    iteration,
    losses: losses(iteration),
    means: losses(iteration + 100),
    seconds: 0.25,
    waiting: 0.125,
  };
}
