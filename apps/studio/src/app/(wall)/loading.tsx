import { useTranslations } from 'next-intl';
import { Skeleton } from '@/ui/skeleton.tsx';

/** The heading, and the first row of the wall. */
export default function Loading() {
  const t = useTranslations('gallery');
  return (
    <div className="pt-6 lg:pt-8" aria-busy>
      <h1 className="text-2xl">{t('title')}</h1>
      <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      <div className="mt-12 grid gap-x-8 gap-y-12 sm:grid-cols-2 xl:grid-cols-3">
        {[0, 1, 2].map((i) => (
          <Skeleton key={i} className="aspect-4/3" />
        ))}
      </div>
    </div>
  );
}
