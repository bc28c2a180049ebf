export { type Darks, meanDarks, paintedDarks, styleDarks } from './darks.ts';
export { Evaluation, type Measures, measureNames } from './measures.ts';
export { multiplyAdds } from './multiply-adds.ts';
export { rankCorrelation } from './rank-correlation.ts';
export { styleDistances } from './style-distances.ts';
