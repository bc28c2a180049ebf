export { exportOnnx } from './network.ts';
export { importOnnx } from './import.ts';
export { exportPasses, type Pass, type Step } from './passes.ts';
export { tensorShapes } from '../networks/architecture.ts';
