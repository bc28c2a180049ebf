import path from 'node:path';

export const port = 4310;
export const workerPidFile = path.join(import.meta.dirname, 'test-results/worker.pid');
