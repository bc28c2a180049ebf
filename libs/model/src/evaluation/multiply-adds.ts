import type { LossNetworkName } from '../config.ts';
import { lossNetworkShapes } from '../networks/loss-network.ts';

/** The multiplications with additions that a loss network's convolutions take for one picture of that size. */
export function multiplyAdds(network: LossNetworkName, width: number, height: number): number {
  let sum = 0;
  for (const [name, shape] of lossNetworkShapes(network)) {
    if (shape.length !== 4) continue;
    const halvings = Number(/^conv(\d)/.exec(name)![1]) - 1; // a 2×2 pooling before each stage but the first
    const pixels = (width >> halvings) * (height >> halvings);
    sum += pixels * shape.reduce((product, side) => product * side, 1);
  }
  return sum;
}
