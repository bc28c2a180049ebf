import '../../tools/no-telemetry.mjs';
import { defineConfig } from 'vitest/config';

// One process per file: TensorFlow's library does not like to be loaded twice in one.
export default defineConfig({
  test: { pool: 'forks', maxWorkers: 2, testTimeout: 300_000, hookTimeout: 300_000 },
});
