// The start of the worker thread: tsx's loader does not reach worker threads by itself on Node 20.
import { register } from 'tsx/esm/api';

register();
const { default: paint } = await import('./painting-worker.ts');
export default paint;
