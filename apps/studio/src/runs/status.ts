import type { Run } from '@atelier/db';

export type ShownStatus = Run['status'] | 'pausing' | 'stopping';

/** What a run is doing, what its user desires included. */
export function shownStatus({ status, desired }: Pick<Run, 'status' | 'desired'>): ShownStatus {
  if (status === 'running' && desired === 'paused') return 'pausing';
  if (status === 'running' && desired === 'stopped') return 'stopping';
  return status;
}

export const isOver = ({ status }: Pick<Run, 'status'>) =>
  status === 'finished' || status === 'failed' || status === 'stopped';

/** It will go on, by itself or when its user says so. */
export const isUnderWay = ({ status }: Pick<Run, 'status'>) =>
  status === 'queued' || status === 'running' || status === 'paused';
