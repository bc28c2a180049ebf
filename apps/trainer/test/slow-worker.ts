/** `atelier worker` with a training process that only counts. DATABASE_URL names the database, HALT_MS how long a process may take to halt. */
import path from 'node:path';
import { disconnect } from '@atelier/db';
import { startWorker } from '../src/worker/worker.ts';

const script = path.join(import.meta.dirname, 'slow-training.ts');
const worker = await startWorker({ script, haltMs: Number(process.env.HALT_MS) });
process.once('SIGTERM', () => void worker.stop().then(disconnect));
