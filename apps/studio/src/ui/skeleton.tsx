import { cn } from './class-names.ts';

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-breathe rounded-frame bg-line', className)} />;
}
