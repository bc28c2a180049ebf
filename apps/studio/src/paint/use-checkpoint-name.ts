'use client';
import type { CheckpointInfo, Style } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';

/** What stands for the training of a checkpoint; of deleted runs nothing is left to tell them apart by. */
export const trainingOf = ({ runId, builtIn }: CheckpointInfo) => runId ?? (builtIn ? 'built in' : 'deleted');

/**
 * How lists call a checkpoint of a style; where the style has been trained more than once, with the day of its training, or
 * the time of day where that would be the same.
 */
export function useCheckpointName() {
  const t = useTranslations('paint');
  const format = useFormatter();
  const day = (date: Date) => format.dateTime(date, { month: 'short', day: 'numeric' });
  return (
    { checkpoints, published }: Pick<Style, 'checkpoints' | 'published'>,
    { id, iteration, createdAt }: CheckpointInfo,
  ) => {
    const runs = new Map(checkpoints.map((each) => [trainingOf(each), each.createdAt]));
    const days = new Set([...runs.values()].map(day));
    const name = t(id === published?.id ? 'checkpointPublished' : 'checkpointName', { iteration });
    if (runs.size < 2) return name;
    const when =
      days.size < runs.size
        ? format.dateTime(createdAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
        : day(createdAt);
    return `${name} · ${when}`;
  };
}
