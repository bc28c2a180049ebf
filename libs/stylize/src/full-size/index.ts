export { edgeContrast, type Fringe, fringe, overshoot, profile } from './edges.ts';
export { enlarge } from './enlarge.ts';
export { toFullSize } from './full-size.ts';
export { shrink } from './shrink.ts';
