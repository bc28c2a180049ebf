import { z } from 'zod';

/** Weights to begin with: random ones, those of the built-in style that is nearest, or of the network that is built in to start from. */
export const starts = ['random', 'nearest', 'start'] as const;
export type Start = (typeof starts)[number];

/** How good a style's network is that was trained from some weights. */
export const startRowSchema = z.object({
  painting: z.string(),
  start: z.enum(starts),
  /** The style whose network it was, where that was the nearest. */
  from: z.string().optional(),
  iteration: z.number().int(),
  /** The sum of the losses on photos that are not trained on. */
  heldOut: z.number(),
  /** VGG-19's style distance of their paintings as a share of the photos' own, and its content distance. */
  style: z.number(),
  content: z.number(),
  /** Since the run began, without what is measured. */
  seconds: z.number(),
});
export type StartRow = z.infer<typeof startRowSchema>;
