import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';

const button = cva(
  'inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-full font-medium transition-colors disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        seal: 'bg-seal text-on-seal not-disabled:hover:bg-[color-mix(in_oklch,var(--seal)_88%,var(--ink))]',
        outline: 'border border-edge bg-paper text-ink not-disabled:hover:border-ink',
        quiet: 'text-soft not-disabled:hover:bg-sunken not-disabled:hover:text-ink',
        danger: 'border border-danger text-danger not-disabled:hover:bg-danger not-disabled:hover:text-wall',
      },
      size: {
        normal: 'h-10 px-5 text-sm',
        small: 'h-8 px-3.5 text-xs',
        icon: 'size-10',
        large: 'h-12 px-7 text-base',
      },
    },
    defaultVariants: { look: 'outline', size: 'normal' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof button> & { asChild?: boolean };

export function Button({ look, size, asChild, className, type = 'button', ...props }: ButtonProps) {
  const names = cn(button({ look, size }), className);
  return asChild ? (
    <Slot.Root className={names} {...props} />
  ) : (
    <button type={type} className={names} {...props} />
  );
}
