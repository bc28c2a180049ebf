import { Skeleton } from '@/ui/skeleton.tsx';

export default function Loading() {
  return (
    <div className="pt-8" aria-busy>
      <Skeleton className="h-10 w-72 max-w-full" />
      <Skeleton className="mt-4 h-5 w-96 max-w-full" />
      <div className="mt-12 grid gap-x-8 gap-y-12 sm:grid-cols-2 xl:grid-cols-3">
        {[0, 1, 2].map((i) => (
          <Skeleton key={i} className="aspect-4/3" />
        ))}
      </div>
    </div>
  );
}
