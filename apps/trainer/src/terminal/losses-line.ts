import type { Losses } from '@atelier/model';

/** The losses in a line, each as `Total variation: 0.02132 (0.02298)` with its mean; terms without weight are left out. */
export function lossesLine(losses: Losses, means?: Losses): string {
  return Object.entries(losses)
    .filter(([name, value]) => value !== 0 || name === 'total')
    .map(([name, value]) => `${words(name)}: ${round(value)}${means ? ` (${round(means[name]!)})` : ''}`)
    .join(' ');
}

/** `totalVariation` → `Total variation` */
const words = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const round = (loss: number) => (loss >= 100 ? loss.toFixed(2) : loss.toPrecision(4));
