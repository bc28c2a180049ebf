import '../../tools/no-telemetry.mjs';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{privacy,restarts}/*.test.ts'],
    exclude: process.env.WITHOUT_STRACE ? ['privacy/**'] : [],
    fileParallelism: false,
    testTimeout: 300_000,
  },
});
