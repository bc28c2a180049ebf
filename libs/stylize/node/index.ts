export { devices, nodeEngine } from './engine.ts';
export { rowFiles } from './row-files.ts';
