import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on the terminal; nothing where the output is not one. */
export interface Progress {
  update(done: number, total: number): void;
  stop(): void;
}

/** @param label what is being done, for example `Fetching` @param format text of a value, for example in MB */
export function startProgress(label: string, format: (value: number) => string = String): Progress {
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage}% | {value} of {total} | {eta_formatted} left`,
      formatValue: (value, _options, type) =>
        type === 'value' || type === 'total' ? format(value) : String(value),
      hideCursor: true,
      clearOnComplete: true,
      noTTYOutput: false,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total) {
      if (!started) bar.start(total, done);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
