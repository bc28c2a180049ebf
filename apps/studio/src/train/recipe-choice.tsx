import { useTranslations } from 'next-intl';
import { RadioGroup } from 'radix-ui';
import { cn } from '@/ui/class-names.ts';
import { useDuration } from '@/ui/use-duration.ts';
import type { Recipe, Recipes } from './recipes.ts';
import { isAlike, stepTime } from './time.ts';
import type { Speeds } from './use-speeds.ts';

interface RecipeChoiceProps {
  label: string;
  recipes: Recipes;
  chosen: Recipe;
  onChoose: (recipe: Recipe) => void;
  speeds: Speeds;
}

/** What can be had for how long: the recipes in plain words, each with its time on this machine. */
export function RecipeChoice({ label, recipes, chosen, onChoose, speeds }: RecipeChoiceProps) {
  const t = useTranslations('train');
  const duration = useDuration();
  return (
    <RadioGroup.Root
      aria-label={label}
      value={chosen}
      onValueChange={(recipe) => onChoose(recipe as Recipe)}
      className="grid gap-3 sm:grid-cols-2"
    >
      {Object.entries(recipes).map(([name, config], index, all) => {
        const step = stepTime(config, speeds.known);
        return (
          <RadioGroup.Item
            key={name}
            value={name}
            className={cn(
              'flex flex-col justify-start rounded-md border border-edge bg-paper p-4 text-left data-[state=checked]:border-seal data-[state=checked]:ring-1 data-[state=checked]:ring-seal',
              // No row with a gap at its end.
              index === 0 && all.length % 2 === 1 && 'sm:col-span-2',
            )}
          >
            <span className="block font-medium">{t(`presets.${name as Recipe}`)}</span>
            <span className="block text-xs text-soft">{t(`presetHints.${name as Recipe}`)}</span>
            <span className="mt-1 block text-xs tabular-nums">
              {step
                ? t('estimateShort', { duration: duration(step.seconds * config.iterations) })
                : t(
                    speeds.measuring && isAlike(speeds.measuring, config) ? 'estimateComing' : 'estimateNone',
                  )}
            </span>
          </RadioGroup.Item>
        );
      })}
    </RadioGroup.Root>
  );
}
