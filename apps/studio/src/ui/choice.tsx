'use client';
import { ToggleGroup } from 'radix-ui';
import { type ReactNode, useId } from 'react';

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: ReactNode }[];
  disabled?: boolean;
  /** The label stands above it: what it is about does not go without saying. */
  titled?: boolean;
}

/** One of a few, all in sight. */
export function Choice<T extends string>({
  label,
  value,
  onChange,
  options,
  disabled,
  titled,
}: ChoiceProps<T>) {
  const id = useId();
  const group = (
    <ToggleGroup.Root
      type="single"
      {...(titled ? { 'aria-labelledby': id } : { 'aria-label': label })}
      value={value}
      disabled={disabled}
      onValueChange={(next) => next && onChange(next as T)}
      className="flex w-fit flex-wrap gap-0.5 rounded-full border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="flex h-8 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap text-soft transition-colors hover:text-ink focus-visible:rounded-full data-[state=on]:bg-ink data-[state=on]:text-wall [&_svg]:size-4"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
  if (!titled) return group;
  return (
    <div>
      <p id={id} className="mb-1 font-medium">
        {label}
      </p>
      {group}
    </div>
  );
}
