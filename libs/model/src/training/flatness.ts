import { type Checkpoint, CheckpointError, type Tensors } from '../checkpoint/index.ts';
import type { TrainingConfig } from '../config.ts';

/** A held-out loss that is not lower than the lowest one by so much of it has not fallen. */
const LEAST_GAIN = 0.01;

/** How the total of the held-out losses has gone from checkpoint to checkpoint. */
export interface Flatness {
  /** The lowest one; infinite before the first checkpoint. */
  lowest: number;
  /** Checkpoints since. */
  since: number;
}

const LOWEST = 'held-out/lowest';
const SINCE = 'held-out/since';

/** After one more checkpoint. In single precision, as it is saved: a run that goes on decides alike. */
export const measured = ({ lowest, since }: Flatness, total: number): Flatness =>
  total < lowest * (1 - LEAST_GAIN) ? { lowest: Math.fround(total), since: 0 } : { lowest, since: since + 1 };

/** Whether the run ends here: `stopWhenFlat` checkpoints have brought nothing. A departure from the paper, which trains to its end. */
export const isFlat = ({ stopWhenFlat }: TrainingConfig, { since }: Flatness): boolean =>
  stopWhenFlat > 0 && since >= stopWhenFlat;

/** As tensors of a state; none before the first checkpoint. */
export function flatnessTensors({ lowest, since }: Flatness): Tensors {
  if (lowest === Infinity) return new Map();
  const scalar = (value: number) => ({ shape: [1], data: Float32Array.of(value) });
  return new Map([
    [LOWEST, scalar(lowest)],
    [SINCE, scalar(since)],
  ]);
}

/** What a state says of it; those of older versions say nothing. */
export function loadFlatness(tensors: Tensors): Flatness {
  const [lowest, since] = [LOWEST, SINCE].map((name) => tensors.get(name)?.data[0]);
  if ((lowest === undefined) !== (since === undefined))
    throw new CheckpointError('the saved state is incomplete: it tells half of its held-out losses');
  return { lowest: lowest ?? Infinity, since: since ?? 0 };
}

/** Whether a run with this state has nothing more to do: it has done all its iterations, or its held-out loss is flat. */
export const isOver = (config: TrainingConfig, { metadata, tensors }: Checkpoint): boolean =>
  metadata.iteration >= config.iterations || isFlat(config, loadFlatness(tensors));
