export { exportOnnx } from './network.ts';
export { importOnnx } from './import.ts';
export { exportPasses } from './passes.ts';
export { type ChannelStatistics, type Pass, type Step } from './pass-graph.ts';
export { tensorShapes } from '../networks/architecture.ts';
