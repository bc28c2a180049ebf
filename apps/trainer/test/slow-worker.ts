/**
 * `atelier worker` with a training process that only counts, whose script is its argument. DATABASE_URL names the database, HALT_MS
 * how long a process may take to halt.
 */
import { disconnect } from '@atelier/db';
import { startWorker } from '../src/worker/worker.ts';

const worker = await startWorker({ script: process.argv[2]!, haltMs: Number(process.env.HALT_MS) });
process.once('SIGTERM', () => void worker.stop().then(disconnect));
