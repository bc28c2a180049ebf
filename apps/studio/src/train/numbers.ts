import { trainingConfig, type TrainingConfig } from '@atelier/model/config';

export type NumberSetting = {
  [K in keyof TrainingConfig]: TrainingConfig[K] extends number ? K : never;
}[keyof TrainingConfig];
export type Limits = Partial<Record<NumberSetting, { least: number; most: number }>>;

/** What is wrong with a number as it was typed. */
export type Wrong = { reason: 'outOfRange'; least: number; most: number } | { reason: 'multipleOf4' };

export function wrongWith(name: NumberSetting, text: string, limits: Limits): Wrong | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  const { least, most } = limits[name] ?? { least: 0, most: 1e12 };
  const whole = limits[name] !== undefined;
  if (!(value >= least && value <= most) || (whole && !Number.isInteger(value)))
    return { reason: 'outOfRange', least, most };
  if (name === 'size' && value % 4 !== 0) return { reason: 'multipleOf4' };
  return undefined;
}

/** Of the network that Quick and Good start from. */
const startWidth = trainingConfig({}, 'quick').width;

/**
 * What the form stands for: the recipe with the numbers that were typed over its own.
 * `wrong`: one of them will not do, and the configuration must not be used.
 */
export function entered(
  recipe: TrainingConfig,
  typed: Partial<Record<NumberSetting, string>>,
  limits: Limits,
): { values: Record<NumberSetting, string>; wrong: boolean; config: TrainingConfig } {
  const names = Object.keys(recipe).filter(
    (name) => typeof recipe[name as keyof TrainingConfig] === 'number',
  ) as NumberSetting[];
  const record = <T>(of: (name: NumberSetting) => T) =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<NumberSetting, T>;
  const values = record((name) => typed[name] ?? String(recipe[name]));
  const numbers = record((name) => Number(values[name]));
  return {
    values,
    wrong: names.some((name) => wrongWith(name, values[name], limits)),
    config: {
      ...recipe,
      ...numbers,
      // The start is a network of one width. It stands in for a network of the command line's, whose file is not here.
      startFrom: recipe.startFrom !== 'random' && numbers.width === startWidth ? 'start' : 'random',
      // A curve and a filmstrip worth looking at, and little lost if the worker dies, however short the run.
      logEvery: Math.min(10, Math.max(1, Math.round(numbers.iterations / 100))),
      sampleEvery: Math.max(1, Math.round(numbers.iterations / 20)),
      stateEvery: Math.min(250, Math.max(1, Math.round(numbers.iterations / 10))),
    },
  };
}
