import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './class-names.ts';

interface FileButtonProps extends Pick<ComponentProps<typeof Button>, 'look' | 'size' | 'className'> {
  /** Of the file input. */
  input: ComponentProps<'input'>;
  /** What it asks for; pictures, without. */
  accept?: string;
  children: ReactNode;
}

/** A button that asks for files, of pictures mostly; as the label of an input it works before the page is alive, too. */
export function FileButton({
  input,
  accept = 'image/*,.heic,.heif',
  children,
  className,
  ...button
}: FileButtonProps) {
  return (
    <Button
      asChild
      {...button}
      className={cn(
        'relative cursor-pointer outline-offset-3 outline-seal has-focus-visible:outline-2',
        className,
      )}
    >
      <label>
        {children}
        {/* Browsers put back what was chosen before a reload: it has been sent already. */}
        <input {...input} className="sr-only" type="file" accept={accept} autoComplete="off" tabIndex={0} />
      </label>
    </Button>
  );
}
