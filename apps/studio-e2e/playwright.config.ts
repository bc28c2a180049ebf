import '../../tools/no-telemetry.mjs';
import { defineConfig } from '@playwright/test';
import { accountsPort, port } from './address.ts';
import { launchOptions } from './browser.ts';
import { env } from './env.ts';

export default defineConfig({
  outputDir: 'test-results/artifacts',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: 'reports/e2e.json' }]],
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    serviceWorkers: 'block', // requests of a page that has one cannot be held back by a test
    launchOptions: launchOptions(env.CHROMIUM_SHELL || env.CHROMIUM),
  },
  projects: [
    { name: 'one person', testDir: 'src' },
    { name: 'nine', testDir: 'nine' },
    { name: 'accounts', testDir: 'accounts', use: { baseURL: `http://localhost:${accountsPort}` } },
  ],
  webServer: [
    { port, env: {} as Record<string, string> },
    { port: accountsPort, env: { PORT: String(accountsPort), ACCOUNTS: 'on' } },
  ].map(({ port, env: more }) => ({
    command: 'node --import tsx server.ts',
    env: more,
    url: `http://127.0.0.1:${port}/`,
    timeout: 120_000,
    reuseExistingServer: env.STUDIO === 'dev',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'pipe', // a page that answers 500 shows only as a time-out otherwise
    stderr: 'pipe',
  })),
});
