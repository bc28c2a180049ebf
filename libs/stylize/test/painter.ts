/** A small network with random weights, and what paints with it. */
import { afterAll, beforeAll } from 'vitest';
import { nodeEngine } from '../node/index.ts';
import { openPainter, type Painter } from '../src/index.ts';
import { network } from './networks.ts';

export const WIDTH = 4;
export const net = network(WIDTH, 11);
export const engine = nodeEngine();

/** Opened before the tests, closed after them. */
export function usePainter(): () => Painter {
  let painter: Painter;
  beforeAll(async () => {
    painter = await openPainter(net, engine);
  });
  afterAll(() => painter.close());
  return () => painter;
}
