/** Settings of a training that its form folds away, in their order there. */
export const advancedSettings = [
  'size',
  'batch',
  'styleSize',
  'contentWeight',
  'styleWeight',
  'paletteWeight',
  'totalVariationWeight',
  'stopWhenFlat',
  'seed',
] as const;
