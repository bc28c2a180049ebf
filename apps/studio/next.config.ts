import '../../tools/no-telemetry.mjs';
import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

/** Where the studio lies on its host. It is built in: another one needs another build, which `npm start` sees to. */
const basePath = process.env.ATELIER_BASE_PATH ?? '';
if (!/^(\/[\w.~-]+)*$/.test(basePath))
  throw new Error(`ATELIER_BASE_PATH, "${basePath}": as /atelier, or empty`);

const config: NextConfig = {
  basePath,
  env: { BASE_PATH: basePath },
  turbopack: { root: path.join(import.meta.dirname, '../..') },
  // `npm test` checks the types; whoever starts the studio need not wait for that.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Browsers ask for this where a document does not name its icon.
  redirects: () => Promise.resolve([{ source: '/favicon.ico', destination: '/icon.svg', permanent: true }]),
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Referrer-Policy', value: 'same-origin' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          // With it pages are isolated, so that painting in the browser may use threads; all that they show is the studio's own.
          { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
          { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(self), microphone=(), geolocation=()' },
        ],
      },
    ]),
  // Native modules are loaded from node_modules as they are.
  serverExternalPackages: [
    'sharp',
    'pg',
    'pg-boss',
    'heic-decode',
    '@zip.js/zip.js',
    'pino',
    'pino-pretty',
    'wawoff2',
  ],
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
