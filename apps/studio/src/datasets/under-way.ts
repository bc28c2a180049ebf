import type { Dataset } from '@atelier/db';

export const isUnderWay = ({ status }: Dataset): boolean =>
  status === 'queued' || status === 'fetching' || status === 'waiting';
