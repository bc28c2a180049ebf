import path from 'node:path';
import { env } from './env.ts';

export const port = env.PORT;
export const workerPidFile = path.join(import.meta.dirname, 'test-results/worker.pid');
