import { useTranslations } from 'next-intl';
import { advancedSettings } from '@/contracts/advanced-settings.ts';

/** Settings of a training that the form has words for. */
const known = ['iterations', 'checkpointEvery', 'width', ...advancedSettings] as const;
const isKnown = (name: string): name is (typeof known)[number] => known.some((each) => each === name);

/** The form's words for a setting; undefined where it has none: it goes by its own name then. */
export function useSettingName(): (name: string) => string | undefined {
  const t = useTranslations('train');
  return (name) => (isKnown(name) ? t(name) : undefined);
}
