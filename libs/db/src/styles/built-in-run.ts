import type { Transaction } from '../database.ts';
import { sha256 } from '../images.ts';

/** How the networks of a built-in style were trained, as its record tells. */
export interface BuiltInRun {
  /** Also says `iterations`. */
  config: object;
  iterations: number;
  styleSha256: string;
  lossNetworkSha256: string;
  photoCount: number;
  engine: string;
  device: string;
  /** All iterations together. */
  seconds: number;
  /** The weighted losses by name after some of the iterations, in order. */
  losses: { iteration: number; losses: Record<string, number> }[];
}

/**
 * Makes the finished run of a built-in style be as given; with none, there is none. The record decides which run it is: as long
 * as it says the same, so does the run's address. Its metrics are the record's, and their means those of what was recorded.
 */
export async function putBuiltInRun(
  tx: Transaction,
  styleId: string,
  run: BuiltInRun | undefined,
): Promise<void> {
  const id = run && identity(styleId, run);
  await tx.run.deleteMany({ where: { styleId, builtIn: true, ...(id && { id: { not: id } }) } });
  if (!run || !id) return;
  if ((await tx.run.count({ where: { id } })) === 0) await create(tx, id, styleId, run);
  await tx.checkpoint.updateMany({
    where: { styleId, builtIn: true, retiredAt: null },
    data: { runId: id },
  });
}

async function create(tx: Transaction, id: string, styleId: string, run: BuiltInRun): Promise<void> {
  const { losses, iterations, seconds, styleSha256, ...known } = run;
  // Of a picture that has been replaced since: the run is the present one's all the same.
  const { imageSha256 } = await tx.style.findUniqueOrThrow({ where: { id: styleId } });
  const there = await tx.image.count({ where: { sha256: styleSha256 } });
  const now = new Date();
  await tx.run.create({
    data: {
      ...known,
      ...{ id, styleId, iterations, builtIn: true },
      styleSha256: there ? styleSha256 : imageSha256,
      status: 'finished',
      iteration: iterations,
      secondsWorked: seconds,
      secondsPerIteration: seconds / iterations,
      startedAt: now,
      endedAt: now,
    },
  });
  const sums: Record<string, number> = {};
  await tx.metric.createMany({
    data: losses.map(({ iteration, losses }, k) => {
      for (const [name, value] of Object.entries(losses)) sums[name] = (sums[name] ?? 0) + value;
      const means = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / (k + 1)]));
      return { runId: id, iteration, losses, means, seconds: seconds / iterations, waiting: 0 };
    }),
  });
}

/** A UUID of version 8 (RFC 9562) that the record determines. */
function identity(styleId: string, run: BuiltInRun): string {
  const hex = sha256(Buffer.from(JSON.stringify([styleId, run])));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
