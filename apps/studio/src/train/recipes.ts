import type { Preset, TrainingConfig } from '@atelier/model/config';

/** What the form's numbers start from. */
export type Recipe = Preset | 'again';

/** Whole configurations by name; the first one is chosen at first. */
export type Recipes = Partial<Record<Recipe, TrainingConfig>>;
