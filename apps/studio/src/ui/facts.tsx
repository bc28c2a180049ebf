import type { ReactNode } from 'react';
import { cn } from './class-names.ts';

/** Facts in a row, but for those that are not there, with a dot between two in a line: none is left over where a line ends. */
export function Facts({ of, className }: { of: ReactNode[]; className?: string }) {
  return (
    <span className={cn('flex flex-wrap gap-x-[1em] overflow-x-clip', className)}>
      {of.filter(Boolean).map((fact, k) => (
        <span key={k} className="relative min-w-0">
          {/* Out of sight, left of everything, where its fact begins a line. */}
          {k > 0 && <span className="absolute right-full w-[1em] text-center">{' · '}</span>}
          {fact}
        </span>
      ))}
    </span>
  );
}
