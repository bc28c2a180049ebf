import path from 'node:path';
import { env } from './env.ts';

export const port = env.PORT;
/** Of the studio in which people sign in. */
export const accountsPort = port + 1;
/** The code with which its first account is made. */
export const codeFile = path.join(import.meta.dirname, 'test-results/code');
/** Where the tests' database is, for what has to break it. */
export const databaseFile = path.join(import.meta.dirname, 'test-results/database');
export const workerPidFile = path.join(import.meta.dirname, 'test-results/worker.pid');
