import { useTranslations } from 'next-intl';
import { Skeleton } from '@/ui/skeleton.tsx';

/** The label, the stage, and what stands beside it. */
export default function Loading() {
  const t = useTranslations('shell');
  return (
    <div aria-busy>
      <h1 className="sr-only">{t('loading')}</h1>
      <div className="flex items-center gap-5 pt-6 pb-8">
        <Skeleton className="size-20 shrink-0 sm:size-24" />
        <div>
          <Skeleton className="h-8 w-56" />
          <Skeleton className="mt-3 h-4 w-40" />
        </div>
      </div>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="aspect-4/3 max-h-[76dvh] w-full" />
        <Skeleton className="h-80 w-full" />
      </div>
    </div>
  );
}
