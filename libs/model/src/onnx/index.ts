export { exportOnnx } from './network.ts';
export { importOnnx } from './import.ts';
export { exportPasses, type Pass, type Step } from './passes.ts';
