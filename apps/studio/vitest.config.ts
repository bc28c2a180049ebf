import '../../tools/no-telemetry.mjs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': path.join(import.meta.dirname, 'src') } },
  test: {
    globalSetup: ['../../libs/db/test/server.ts'],
    include: ['src/**/*.test.ts', '*.test.mjs'],
    testTimeout: 300_000,
    hookTimeout: 180_000,
  },
});
