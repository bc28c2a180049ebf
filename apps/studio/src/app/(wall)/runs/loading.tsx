import { useTranslations } from 'next-intl';
import { Skeleton } from '@/ui/skeleton.tsx';

/** The heading, and the first rows of the list. */
export default function Loading() {
  const t = useTranslations('runs');
  return (
    <div aria-busy>
      <h1 className="pt-6 pb-8 text-2xl">{t('title')}</h1>
      {[0, 1, 2].map((i) => (
        <Skeleton key={i} className="mb-6 h-18 w-full" />
      ))}
    </div>
  );
}
