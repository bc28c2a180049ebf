import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface FailureProps {
  children: ReactNode;
  /** More of why. */
  detail?: ReactNode;
  /** A way on. */
  action?: ReactNode;
}

/** A failure, where it happened. */
export function Failure({ children, detail, action }: FailureProps) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-md border border-danger/50 bg-paper px-4 py-3"
    >
      <CircleAlert className="size-5 shrink-0 text-danger" aria-hidden />
      <p className="min-w-0 flex-1 basis-60 break-words">
        {children}
        {detail && <span className="mt-1 block text-xs text-soft">{detail}</span>}
      </p>
      {action}
    </div>
  );
}

/** All that failed at once, below what it was asked of. */
export function Failures({ of }: { of: string[] }) {
  return of.map((failure, index) => (
    <div key={index} className="mt-3">
      <Failure>{failure}</Failure>
    </div>
  ));
}

/** Nothing here yet, and what would put something here. */
export function Empty({
  title,
  heading: Heading = 'h2',
  children,
  action,
  picture = (
    <div
      aria-hidden
      className="mb-2 flex h-20 w-28 items-center justify-center border-8 border-line bg-sunken shadow-frame"
    />
  ),
}: {
  title: string;
  /** h1 where there is nothing else on the page. */
  heading?: 'h1' | 'h2';
  children?: ReactNode;
  action?: ReactNode;
  /** In the place of an empty frame. */
  picture?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-16 text-center">
      {picture}
      <Heading className="text-lg">{title}</Heading>
      {children && <p className="text-balance text-soft">{children}</p>}
      {action}
    </div>
  );
}
