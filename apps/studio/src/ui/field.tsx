import { type ComponentProps, useId } from 'react';
import { cn } from './class-names.ts';

const box =
  'w-full rounded-md border border-edge bg-paper px-3 py-2 text-sm text-ink placeholder:text-soft aria-invalid:border-danger disabled:opacity-50';

interface FieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
}

function Labelled({
  label,
  hint,
  error,
  id,
  children,
}: FieldProps & { id: string; children: React.ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children}
      {(error ?? hint) && (
        <p id={`${id}-hint`} className={cn('mt-1 text-xs text-soft', error && 'text-danger')}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export function TextField({ label, hint, error, className, ...input }: FieldProps & ComponentProps<'input'>) {
  const id = useId();
  return (
    <Labelled label={label} hint={hint} error={error} id={id}>
      <input
        id={id}
        aria-describedby={(error ?? hint) ? `${id}-hint` : undefined}
        aria-invalid={error ? true : undefined}
        className={cn(box, className)}
        {...input}
      />
    </Labelled>
  );
}

/** The browser's own list: the best one on a phone, and usable by keyboard. */
export function SelectField({
  label,
  hint,
  error,
  className,
  ...select
}: FieldProps & ComponentProps<'select'>) {
  const id = useId();
  return (
    <Labelled label={label} hint={hint} error={error} id={id}>
      <select
        id={id}
        aria-describedby={(error ?? hint) ? `${id}-hint` : undefined}
        className={cn(box, className)}
        {...select}
      />
    </Labelled>
  );
}
