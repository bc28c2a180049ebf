'use client';
import type { CheckpointInfo, Style } from '@atelier/db';
import { useFormatter, useTranslations } from 'next-intl';

/** How lists call a checkpoint; with its date where the style has been trained more than once. */
export function useCheckpointName(style: Style) {
  const t = useTranslations('paint');
  const format = useFormatter();
  const many = new Set(style.checkpoints.map(({ runId }) => runId)).size > 1;
  return ({ id, iteration, createdAt }: CheckpointInfo) => {
    const name = t(id === style.published?.id ? 'checkpointPublished' : 'checkpointName', { iteration });
    return many ? `${name} · ${format.dateTime(createdAt, { dateStyle: 'medium' })}` : name;
  };
}
