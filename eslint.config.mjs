import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * What a package may not import. The direction is apps → libs; of the libs, stylize knows the network's layers and files from
 * model, as painting is something done with a network, and nothing in training asks how; otherwise they do not know one another.
 */
const boundary = (files, patterns, message, more = []) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }, ...more] }] },
});
/** Other packages, by name or by path. */
const apps = ['@atelier/trainer*', '@atelier/studio*', '**/apps/**', '**/trainer/src/**', '**/studio/src/**'];
const libPaths = ['**/model/src/**', '**/stylize/src/**', '**/db/src/**'];
const libs = ['@atelier/*', ...libPaths];
const node = ['node:*', 'fs', 'path', 'os', 'worker_threads', 'child_process'];
const tests = '**/*.test.ts';

export default tseslint.config(
  {
    ignores: [
      '**/.next/**',
      '**/generated/**',
      '**/next-env.d.ts',
      '**/.nx/**',
      '**/.bundle/**',
      '**/node_modules/**',
      '**/public/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  { files: ['**/*.{mjs,cjs}'], rules: { 'no-undef': 'off' } },
  {
    ...boundary(
      ['libs/model/src/**/*.ts'],
      [
        ...apps,
        ...node,
        ...libs,
        '@tensorflow/tfjs-node*',
        '@tensorflow/tfjs-backend*',
        'onnxruntime*',
        'sharp',
        'pg*',
      ],
      'libs/model knows neither Node, nor a backend, nor the other libs',
    ),
    ignores: [`libs/model/${tests}`, 'libs/model/test/**'],
  },
  {
    ...boundary(
      ['libs/stylize/src/**/*.ts'],
      [...apps, ...node, ...libPaths, '@tensorflow/*', 'onnxruntime-node', 'onnxruntime-web', 'sharp'],
      'libs/stylize runs in Node and in a browser: onnxruntime-common only',
      [
        {
          regex: '^@atelier/(?!model/(architecture|checkpoint|config|onnx)$)',
          message:
            'libs/stylize knows of libs/model what a network and its files are, and nothing that trains',
        },
      ],
    ),
    ignores: [`libs/stylize/${tests}`],
  },
  boundary(
    ['libs/db/src/**/*.ts'],
    [...apps, ...libPaths, '@tensorflow/*', 'onnxruntime*', 'sharp'],
    'libs/db stores, and knows no model',
    [
      {
        regex: '^@atelier/(?!model/events$)',
        message: 'libs/db stores; of a training it knows the type of its events',
      },
    ],
  ),
  boundary(
    ['apps/trainer/**/*.ts'],
    ['@atelier/studio*', '**/apps/studio/**', '**/studio/src/**'],
    'apps do not import one another',
  ),
  boundary(
    ['apps/studio/**/*.{ts,tsx}'],
    ['@atelier/trainer*', '**/apps/trainer/**', '**/trainer/src/**', '@tensorflow/*'],
    'apps do not import one another; only the trainer trains',
  ),
  // The page on how it works computes what it shows, in a worker of the browser.
  boundary(
    ['apps/studio/src/learn/eye-worker.ts'],
    ['@atelier/trainer*', '**/apps/trainer/**', '**/trainer/src/**'],
    'apps do not import one another',
  ),
  prettier,
);
