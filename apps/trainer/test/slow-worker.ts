/** `atelier worker` with a training process that only counts. DATABASE_URL names the database. */
import path from 'node:path';
import { disconnect } from '@atelier/db';
import { startWorker } from '../src/worker/worker.ts';

const worker = await startWorker({ script: path.join(import.meta.dirname, 'slow-training.ts') });
process.once('SIGTERM', () => void worker.stop().then(disconnect));
