/** A worker that takes films only. DATABASE_URL names the database. */
import { disconnect } from '@atelier/db';
import { startFilmWorker } from '../src/worker/film-worker.ts';

const worker = await startFilmWorker(() => undefined);
process.once('SIGTERM', () => void worker.stop().then(disconnect));
