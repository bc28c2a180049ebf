import type { Why as Sentence } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useSettingName } from './use-setting-name.ts';

interface WhyProps {
  /** Sentence[], as the database has it. */
  sentences: unknown;
  /** The program's own words, which are English: said where there are no sentences. */
  words: string | null;
}

/** More of why a run, a film or the fetching of photos failed or waits. */
export function Why({ sentences, words }: WhyProps) {
  const t = useTranslations('why');
  const settingName = useSettingName();
  /** Settings as the form calls them, which is where they are changed. */
  const inWords = (why: Sentence): Sentence =>
    why.kind === 'settings'
      ? {
          ...why,
          names: why.names
            .split(', ')
            .map((name) => settingName(name) ?? name)
            .join(', '),
        }
      : why;
  const known = sentences as Sentence[] | null;
  if (known)
    return known.map((why) => (
      <span key={why.kind} className="block">
        {t(why.kind, { ...inWords(why) })}
      </span>
    ));
  if (!words) return null;
  return t.rich('said', { words: () => <q lang="en">{words}</q> });
}
