import { z } from 'zod';

const count = (what: string, value: number, least = 1, most = 1_000_000) =>
  z.number().int().min(least).max(most).default(value).describe(what);
const weight = (what: string, value: number) => z.number().min(0).default(value).describe(what);

/** The fixed networks whose features can be compared. */
export const lossNetworks = ['compact', 'vgg16', 'vgg19'] as const;
export type LossNetworkName = (typeof lossNetworks)[number];

/**
 * Everything that decides what a training run computes. The command line's options, the job in the queue, the studio's
 * form and the metadata of a checkpoint all come from this one schema.
 *
 * The weights are of two scales. Relative losses and the palette are shares: 1 is as bad as a picture whose features are all
 * their mean, or whose Gram matrices are as far from the style's as these are from nothing. Total variation and range are mean
 * squares of RGB 0..1, a hundredth or less: hence their larger weights.
 *
 * Two runs with the same configuration, style picture, loss network and photos give the same weights, interrupted or not, on
 * the same engine and machine; elsewhere rounding differs, and grows (docs/performance.md).
 */
export const trainingConfigSchema = z.object({
  iterations: count('how many training steps', 10_000),
  batch: count('photos per step', 4, 1, 64),
  size: count(
    'side of the square crops that are trained on, in pixels (a multiple of 4)',
    192,
    32,
    1024,
  ).refine((size) => size % 4 === 0, 'must be a multiple of 4'),
  width: count(
    'channels after the first layer: 16 (425 thousand parameters) or 32 (1.7 million, the report)',
    16,
    4,
    128,
  ),
  lossNetwork: z
    .enum(lossNetworks)
    .default('compact')
    .describe(
      'the fixed network whose features the losses compare: vgg19 (fetch it first: it sees strokes), vgg16 (the report) or compact (built in, quick, sees little of strokes)',
    ),
  startFrom: z
    .enum(['random', 'start', 'network'])
    .default('random')
    .describe(
      'the first weights: random ones, as in the report, or those of a network that paints already: the built-in start, or one that is told beside the settings',
    ),
  checkpointEvery: count('save a checkpoint after every so many iterations, and at the end', 5_000),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .describe('decides the first weights, the crops and their order'),
  photoOrder: z
    .enum(['shuffled', 'drawn'])
    .default('shuffled')
    .describe(
      'shuffled: every photo once, in an order of the seed, then all again in another one; drawn: each at random, as versions before did',
    ),
  margin: count(
    'pixels along the border of a crop that no loss looks at, on average: the losses look at each painting of a batch at another offset',
    4,
    0,
    12, // of the smallest crop, 32 pixels, 8 are left: one block of the palette
  ),
  grain: z
    .number()
    .min(0)
    .max(32)
    .default(3)
    .describe(
      'deviation, in levels of 255, of the grain that photos are painted with: plain grounds then have something to hang strokes on',
    ),
  mottle: z
    .number()
    .min(0)
    .max(32)
    .default(6)
    .describe(
      'deviation, in levels of 255, of the smooth noise that photos are painted with: even skies then have clouds and currents',
    ),
  styleSize: count(
    'short side of the style picture in pixels: larger paints with broader strokes',
    256,
    32,
    2048,
  ),
  photoScale: z
    .number()
    .min(1)
    .max(8)
    .default(1.1)
    .describe('short side of the photos in crops: 1.1 shows nearly whole photos, 2 the half of them'),
  losses: z
    .enum(['moments', 'relative', 'raw'])
    .default('moments')
    .describe(
      "moments: means and covariances of features, pooled over the batch; raw: Gram matrices and plain squared errors, as in the student report; relative: Gram matrices, divided by the size of the style's",
    ),
  scales: count(
    'sizes at which the style is looked at: 1 (full), 2 (and a half) or 3 (and a quarter)',
    3,
    1,
    3,
  ),
  pooled: count(
    'photos of a batch whose moments are taken together: fewer bring strokes into plain skies too',
    4,
    1,
    64,
  ),
  contentLayer: z
    .enum(['relu2_2', 'relu3_3', 'relu3_4', 'relu4_1', 'relu4_3'])
    .default('relu3_3')
    .describe(
      'the stage of the loss network at which the photo must stay recognisable, by the name of its layer',
    ),
  contentWeight: weight('keep the photo', 0.6),
  styleWeight: weight('take the strokes and textures of the style', 1),
  totalVariationWeight: weight('smooth the result', 0.3),
  toneWeight: weight('keep dark what is dark', 0.3),
  spectrumWeight: weight("let strokes be as large and as irregular as the style's", 1),
  paletteWeight: weight('take the colours of the style', 1),
  rangeWeight: weight('keep the result between black and white', 10),
  stabilityWeight: weight(
    'paint alike what has moved a little, for films (30 makes strokes calmer, 100 dull; every step then paints twice)',
    0,
  ),
  learningRate: z.number().positive().max(1).default(1e-3).describe("Adam's learning rate"),
  learningRateSchedule: z
    .enum(['constant', 'cosine'])
    .default('constant')
    .describe('constant: the same learning rate up to the drop; cosine: down to nothing along half a cosine'),
  learningRateDrop: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('share of a run at a constant learning rate, at its end, with a tenth of it'),
  warmUp: count('so many iterations at the beginning in which the learning rate rises', 0, 0),
  stopWhenFlat: count(
    'end the run where the losses on held-out photos have not fallen by a hundredth for so many checkpoints; 0: never',
    0,
    0,
    100,
  ),
  logEvery: count('report the losses after every so many iterations', 10),
  sampleEvery: count('paint the sample photos after every so many iterations', 500),
  stateEvery: count('save what is needed to go on after every so many iterations', 250),
});

export type TrainingConfig = z.infer<typeof trainingConfigSchema>;

export type LossWeight = Extract<keyof TrainingConfig, `${string}Weight`>;

/** The weights of the objective's terms, in its order. */
export const lossWeights = Object.keys(trainingConfigSchema.shape).filter((key): key is LossWeight =>
  key.endsWith('Weight'),
);

/**
 * A configuration that was written down. Those of version 0.1 do not say what came later: they go on as they were begun, with
 * one scale, no tones, photos in twice the crops' size, and margins that were cut off alike. Those that say no order of the
 * photos drew them.
 */
export const savedTrainingConfigSchema = z.preprocess((saved) => {
  if (typeof saved !== 'object' || saved === null) return saved;
  const first = { losses: 'relative', scales: 1, toneWeight: 0, photoScale: 2, pooled: 1 };
  return {
    photoOrder: 'drawn',
    spectrumWeight: 0,
    grain: 0,
    mottle: 0,
    ...('scales' in saved ? {} : first),
    ...saved,
  };
}, trainingConfigSchema);

/** Large beside the crops of 192 pixels: strokes are then of a painting's size (docs/recipe.md). */
const styleSize = 512;
const fromStart = { startFrom: 'start', styleSize, pooled: 2, toneWeight: 0.8 } as const;
const settling = { learningRateSchedule: 'cosine' } as const;

/** Settings that differ from the schema's defaults, by the name given to `--preset`. */
export const presets = {
  /** Minutes: a few steps from the start that is built in. */
  quick: { ...fromStart, ...settling, warmUp: 10, iterations: 300, checkpointEvery: 150 },
  /** Some more: the strokes and shapes of most pictures. */
  good: { ...fromStart, ...settling, warmUp: 50, iterations: 2_000, checkpointEvery: 1_000 },
  /** From random weights, as many iterations as the report: what there is where nothing else is said. */
  overnight: { styleSize },
  /** The student report: its network, its loss network, plain squared errors with its weights, nothing else. */
  report: {
    width: 32,
    size: 256,
    batch: 4,
    lossNetwork: 'vgg16',
    losses: 'raw',
    scales: 1,
    photoScale: 2,
    styleSize: 384,
    margin: 0,
    grain: 0,
    mottle: 0,
    contentLayer: 'relu3_3',
    contentWeight: 1e5,
    styleWeight: 1e10,
    totalVariationWeight: 0,
    toneWeight: 0,
    spectrumWeight: 0,
    paletteWeight: 0,
    rangeWeight: 0,
    learningRate: 1e-3,
    learningRateDrop: 0,
    iterations: 10_000,
    checkpointEvery: 5_000,
  },
} as const satisfies Record<string, Partial<TrainingConfig>>;

export type Preset = keyof typeof presets;

/** A complete configuration: the preset, then what the caller says, then the schema's defaults. Throws a ZodError. */
export function trainingConfig(
  settings: Partial<TrainingConfig> = {},
  preset: Preset = 'overnight',
): TrainingConfig {
  return trainingConfigSchema.parse({ ...presets[preset], ...settings });
}

/**
 * How many pixels of its own reflection a photo should be painted with on each side, to be cut off again: a network that was
 * trained with the palette term paints the last 10 to 20 pixels before a border, which it knows by the reflection of its
 * padding, in other colours (a sky's border in the blue that the rest of a picture lacks). The `margin` of the training keeps the losses from rewarding that band, but as no loss looks at it
 * then, does not make it look right: hence this reflection, which a network that was trained without the first needs as well.
 * The one is cut off crops before the losses, in training; the other off paintings, in use. Networks without that term, and
 * those that were not trained here, paint the bare photo.
 */
export function paintingReflection(config: TrainingConfig | undefined): number {
  return config && config.paletteWeight > 0 ? 24 : 0;
}

/** The iterations at which a run with this configuration saves a checkpoint, in order. */
export function checkpointIterations({ iterations, checkpointEvery }: TrainingConfig): number[] {
  const all = new Set<number>();
  for (let i = checkpointEvery; i < iterations; i += checkpointEvery) all.add(i);
  return [...all, iterations];
}
