import { MEASURED_SIZE, type Speed, type StepCost } from '@/contracts/speed.ts';

/** What is measured of the one says how long the other takes. */
export const isAlike = (a: Partial<StepCost>, b: StepCost): boolean =>
  a.width === b.width && a.lossNetwork === b.lossNetwork;

/** A step's cost grows with the pixels that it looks at. */
const pixels = ({ size, batch }: Pick<StepCost, 'size' | 'batch'>) => size ** 2 * batch;

/**
 * What is known of a step with this configuration: the measurement nearest in pixels (of several, the first), and the
 * seconds that it would take, scaled from it. Measurements of other networks and loss networks say nothing; nor do those on
 * another engine or device than the first of the rest, nor those with smaller crops
 * than are measured: much of such a step is not its pixels'. `undefined` where none is left.
 */
export function stepTime(
  cost: StepCost,
  speeds: Speed[],
): { seconds: number; scaled: boolean; from: Speed } | undefined {
  const least = Math.min(cost.size, MEASURED_SIZE);
  const alike = speeds.filter((speed) => isAlike(speed, cost) && speed.size >= least);
  const current = alike.filter(
    ({ engine, device }) => engine === alike[0]!.engine && device === alike[0]!.device,
  );
  const distance = (speed: Speed) => Math.abs(Math.log(pixels(speed) / pixels(cost)));
  const [from] = current.sort((a, b) => distance(a) - distance(b));
  if (!from) return undefined;
  return {
    seconds: (from.seconds * pixels(cost)) / pixels(from),
    scaled: pixels(from) !== pixels(cost),
    from,
  };
}
