import type { Run, Why } from '@atelier/db';
import { useTranslations } from 'next-intl';

/** More of why a run failed or waits; where there are no words for that, the program's own, which are English. */
export function FailureDetail({ run: { failureWhy, failureDetail } }: { run: Run }) {
  const t = useTranslations('run');
  const sentences = failureWhy as Why[] | null;
  if (sentences)
    return sentences.map((why) => (
      <span key={why.kind} className="block">
        {t(`details.${why.kind}`, { ...why })}
      </span>
    ));
  if (!failureDetail) return null;
  return t.rich('said', { words: () => <q lang="en">{failureDetail}</q> });
}
