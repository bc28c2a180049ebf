import { useTranslations } from 'next-intl';

/** Settings of a training that the form has words for. */
const known = [
  'iterations',
  'checkpointEvery',
  'size',
  'batch',
  'width',
  'styleSize',
  'contentWeight',
  'styleWeight',
  'paletteWeight',
  'totalVariationWeight',
  'stopWhenFlat',
  'seed',
] as const;
const isKnown = (name: string): name is (typeof known)[number] => known.some((each) => each === name);

/** The form's words for a setting; undefined where it has none: it goes by its own name then. */
export function useSettingName(): (name: string) => string | undefined {
  const t = useTranslations('train');
  return (name) => (isKnown(name) ? t(name) : undefined);
}
