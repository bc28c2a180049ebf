import '../../tools/no-telemetry.mjs';
import { defineConfig } from 'vitest/config';

const database = 'src/worker/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'trainer', include: ['src/**/*.test.ts'], exclude: [database], testTimeout: 180_000 } },
      {
        test: {
          name: 'worker',
          include: [database],
          globalSetup: ['../../libs/db/test/server.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
