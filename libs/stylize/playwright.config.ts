import '../../tools/no-telemetry.mjs';
import { defineConfig } from '@playwright/test';
import { env } from './browser/env.ts';

export default defineConfig({
  testDir: 'browser',
  outputDir: 'test-results',
  workers: 1,
  reporter: [['list'], ['json', { outputFile: 'reports/e2e.json' }]],
  timeout: 240_000,
  forbidOnly: true,
  use: { launchOptions: { executablePath: env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] } },
});
