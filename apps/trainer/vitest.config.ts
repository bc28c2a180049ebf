import '../../tools/no-telemetry.mjs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const env = {
  ATELIER_CACHE: join(tmpdir(), 'atelier-test-cache'), // what this machine's user has fetched has no say in a test
  ATELIER_DATA: join(tmpdir(), 'atelier-test-data'), // nor what has been trained on it
  ATELIER_HELD_OUT: '1', // painting the held-out photos at each checkpoint is most of what a run of a few small steps does
  TF_NUM_INTRAOP_THREADS: '1', // files run side by side: threads of one that wait for each other take time from the others
};
/** The command line and the programs that it starts are tested as they are built. */
const bundle = './bundle.mjs';
const database = 'src/worker/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'trainer',
          include: ['src/**/*.test.ts'],
          exclude: [database],
          globalSetup: [bundle],
          testTimeout: 600_000,
          hookTimeout: 180_000,
          env,
        },
      },
      {
        test: {
          name: 'worker',
          include: [database],
          env,
          globalSetup: [bundle, './test/programs.mjs', '../../libs/db/test/server.ts'],
          testTimeout: 600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
