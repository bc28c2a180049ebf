import { Progress } from 'radix-ui';

/** How much of something is done, 0..1; `null`: nobody knows. */
export function Meter({ label, value }: { label: string; value: number | null }) {
  return (
    <Progress.Root
      aria-label={label}
      value={value === null ? null : Math.round(value * 100)}
      className="h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <Progress.Indicator
        className="h-full rounded-full bg-seal transition-[width] duration-300 data-[state=indeterminate]:w-full data-[state=indeterminate]:animate-breathe"
        style={value === null ? undefined : { width: `${value * 100}%` }}
      />
    </Progress.Root>
  );
}
