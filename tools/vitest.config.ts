import './no-telemetry.mjs';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: { include: ['**/*.test.{ts,mjs}'], testTimeout: 60_000 },
});
