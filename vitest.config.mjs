import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['apps/*/vitest.config.ts', 'libs/*/vitest.config.ts'],
    pool: 'forks', // TensorFlow's binding cannot be loaded twice in one process
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)), // TensorFlow and ONNX Runtime use threads themselves
  },
});
