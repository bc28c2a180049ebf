export function make(
  output: string,
  work: () => void | Promise<void>,
  options?: { settings?: string; checkout?: string },
): Promise<string | undefined>;
export function nobodyRuns(checkout?: string): Promise<void>;
export function runFrom(checkout?: string): void;
