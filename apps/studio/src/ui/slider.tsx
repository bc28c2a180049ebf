'use client';
import { Slider as Radix } from 'radix-ui';

interface SliderProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step: number;
  /** The value as people read it. */
  shown: string;
  disabled?: boolean;
}

export function Slider({ label, value, onChange, shown, ...range }: SliderProps) {
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{label}</span>
        <span className="text-xs tabular-nums text-soft">{shown}</span>
      </div>
      <Radix.Root
        className="relative flex h-8 touch-none items-center select-none data-disabled:opacity-45"
        value={[value]}
        onValueChange={([next]) => next !== undefined && onChange(next)}
        {...range}
      >
        <Radix.Track className="relative h-1 grow rounded-full bg-line">
          <Radix.Range className="absolute h-full rounded-full bg-seal" />
        </Radix.Track>
        <Radix.Thumb
          aria-label={label}
          aria-valuetext={shown}
          className="block size-5 rounded-full border-2 border-seal bg-paper shadow-sm focus-visible:rounded-full"
        />
      </Radix.Root>
    </div>
  );
}
