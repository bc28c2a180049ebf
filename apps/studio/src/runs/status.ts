import type { Run } from '@atelier/db';

export type ShownStatus = Run['status'] | 'pausing' | 'stopping';

/** What a run is doing, its user's wish included. */
export function shownStatus({ status, wish }: Pick<Run, 'status' | 'wish'>): ShownStatus {
  if (status === 'running' && wish === 'pause') return 'pausing';
  if (status === 'running' && wish === 'stop') return 'stopping';
  return status;
}

export const isOver = ({ status }: Pick<Run, 'status'>) =>
  status === 'finished' || status === 'failed' || status === 'stopped';

/** It will go on, by itself or when its user says so. */
export const isUnderWay = ({ status }: Pick<Run, 'status'>) =>
  status === 'queued' || status === 'running' || status === 'paused';
