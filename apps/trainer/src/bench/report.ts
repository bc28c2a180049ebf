import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Engine } from '../engine/engine.ts';
import type { KernelTime } from '../engine/profile.ts';

/** What it was measured on. */
export function machine(engine?: Engine) {
  return {
    engine: engine ? `${engine.name} ${engine.version}` : 'onnxruntime-node',
    device: engine?.device ?? cpus()[0]!.model.trim(),
    threads: engine?.threads ?? availableParallelism(),
    memory_gb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** The most that this process has held. */
export function memory() {
  return { peak_mb: Math.round(process.resourceUsage().maxRSS / 1024) };
}

/** Numbers with four digits that count. */
export function rounded(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'number' ? Number(value.toPrecision(4)) : value,
    ]),
  );
}

/** As a table, or as one line of JSON. */
export function print(result: Record<string, unknown>, json: boolean | undefined): void {
  const values = rounded(result);
  if (json) console.log(JSON.stringify(values));
  else
    for (const [key, value] of Object.entries(values))
      if (Array.isArray(value)) console.table(value);
      else console.log(`${key.padEnd(16)} ${String(value)}`);
}

/** Where a step's time goes, kernel by kernel. */
export function printProfile(kernels: KernelTime[]): void {
  const sum = (some: KernelTime[]) => some.reduce((total, { ms }) => total + ms, 0).toFixed(1);
  console.log('\nkernel                    calls/step   ms/step');
  for (const { kernel, calls, ms } of kernels.slice(0, 25))
    console.log(`${kernel.padEnd(26)}${calls.toFixed(1).padStart(10)}${ms.toFixed(2).padStart(10)}`);
  console.log(
    `all kernels ${sum(kernels)} ms, of which convolutions ${sum(kernels.filter(({ kernel }) => kernel.startsWith('Conv2D')))} ms`,
  );
}
