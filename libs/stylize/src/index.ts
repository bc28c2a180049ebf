export { blend, type BlendOptions } from './blend.ts';
export { type Engine } from './engine.ts';
export { PaintingMemoryError } from './network.ts';
export { DEFAULT_MEMORY, openPainter, type Painter, type PaintOptions, workingSize } from './painter.ts';
export { type OpenRowStore, type RowStore } from './passes/row-store.ts';
export { LEAST_SIDE, type Rgb } from './rgb.ts';
export { fromRgba, onWhite, toRgba } from './rgba.ts';
export { Steady } from './steady/steady.ts';
export { mostEnlarged, sizeOf, type Strokes, strokes } from './strokes.ts';
