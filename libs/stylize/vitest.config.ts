import '../../tools/no-telemetry.mjs';
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['**/*.test.ts'], testTimeout: 300_000 } });
