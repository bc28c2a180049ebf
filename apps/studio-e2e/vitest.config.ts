import '../../tools/no-telemetry.mjs';
import { defineConfig } from 'vitest/config';

// Each of these tests has the whole of Atelier to itself; what `npm test` allows other packages would go before fileParallelism.
process.env.VITEST_MAX_WORKERS = '1';

export default defineConfig({
  test: {
    include: ['{privacy,restarts}/*.test.ts'],
    exclude: [
      ...(process.env.WITHOUT_STRACE ? ['privacy/**'] : []),
      ...(process.env.WITHOUT_MOUNT ? ['restarts/full-disk.test.ts'] : []),
    ],
    fileParallelism: false,
    testTimeout: 300_000,
    env: { ATELIER_HELD_OUT: '1' }, // painting the held-out photos is most of what a short run does
  },
});
