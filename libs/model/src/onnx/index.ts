export { type Value } from './graph.ts';
export { exportOnnx, NetworkGraph, NORM_EPSILON } from './network.ts';
export { importOnnx } from './import.ts';
export { FLOAT, UINT8 } from './schema.ts';
