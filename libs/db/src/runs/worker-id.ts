import { hostname } from 'node:os';

/** Which process trains a run: HOST-PID. */
export const workerId = (): string => `${hostname()}-${process.pid}`;

/** The host of that process; undefined where nobody trains the run. */
export const hostOf = (id: string | null): string | undefined => id?.replace(/-\d+$/, '');
