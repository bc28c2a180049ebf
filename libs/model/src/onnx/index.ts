export { exportOnnx } from './network.ts';
export { importOnnx } from './import.ts';
