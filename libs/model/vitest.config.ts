import '../../tools/no-telemetry.mjs';
import { defineConfig } from 'vitest/config';

// One process per file: TensorFlow's library does not like to be loaded twice in one.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { TF_NUM_INTRAOP_THREADS: '1' }, // two files at once: threads that wait for each other take time from the other one
  },
});
