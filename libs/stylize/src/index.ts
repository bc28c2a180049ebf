export { blend, type BlendOptions } from './blend.ts';
export { type Engine } from './engine.ts';
export { type Network, Painter, PaintingMemoryError, type PaintOptions } from './painter.ts';
export { type Pass } from './passes.ts';
export { type Rgb } from './rgb.ts';
export { openMemoryStore, type OpenRowStore, type RowStore } from './row-store.ts';
export { type Step } from './rows.ts';
