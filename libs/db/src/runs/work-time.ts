import type { Transaction } from '../database.ts';

/** Adds the time since the run was taken, until now or until its worker was last heard of, to what was worked before. */
export async function countWork(
  tx: Transaction,
  runId: string,
  until: 'now' | 'heartbeatAt' = 'now',
): Promise<void> {
  const { takenAt, heartbeatAt } =
    (await tx.run.findUnique({ where: { id: runId }, select: { takenAt: true, heartbeatAt: true } })) ?? {};
  if (!takenAt) return;
  const end = until === 'now' ? new Date() : (heartbeatAt ?? takenAt);
  const seconds = Math.max(0, (end.getTime() - takenAt.getTime()) / 1000);
  await tx.run.update({
    where: { id: runId },
    data: { takenAt: null, secondsWorked: { increment: seconds } },
  });
}
