import { ChevronRight } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';

/** A part of a page that is folded away under its title. */
export function Disclosure({
  title,
  className,
  children,
  ...rest
}: ComponentProps<'details'> & { title: string }) {
  return (
    <details className={cn('group border-t border-line pt-5', className)} {...rest}>
      <summary className="flex list-none items-center gap-2 font-medium">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      {children}
    </details>
  );
}
