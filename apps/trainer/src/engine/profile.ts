import * as tf from '@tensorflow/tfjs-core';

/** TensorFlow's kernels as tfjs-node calls them. */
interface Executor {
  executeSingleOutput(name: string, ...rest: unknown[]): unknown;
  executeMultipleOutputs(name: string, ...rest: unknown[]): unknown;
}

export interface KernelTime {
  kernel: string;
  calls: number;
  ms: number;
}

/** Where the time of `work` goes, kernel by kernel, most first. TensorFlow only: it computes each kernel before it returns. */
export function profileKernels(work: () => void): KernelTime[] {
  const backend = tf.backend() as unknown as Executor;
  const times = new Map<string, KernelTime>();
  const timed =
    (run: (name: string, ...rest: unknown[]) => unknown) =>
    (name: string, ...rest: unknown[]) => {
      const start = performance.now();
      const result = run(name, ...rest);
      const entry = times.get(name) ?? { kernel: name, calls: 0, ms: 0 };
      times.set(name, { kernel: name, calls: entry.calls + 1, ms: entry.ms + performance.now() - start });
      return result;
    };
  const single = backend.executeSingleOutput.bind(backend);
  const multiple = backend.executeMultipleOutputs.bind(backend);
  backend.executeSingleOutput = timed(single);
  backend.executeMultipleOutputs = timed(multiple);
  try {
    work();
  } finally {
    Object.assign(backend, { executeSingleOutput: single, executeMultipleOutputs: multiple });
  }
  return [...times.values()].sort((a, b) => b.ms - a.ms);
}
