import '../../tools/no-telemetry.mjs';
import path from 'node:path';
import { defineConfig } from 'prisma/config';

const here = import.meta.dirname;
const prisma = path.join(here, '../../prisma');

// Prisma would download a native schema engine; ours comes from npm. PRISMA_NATIVE_ENGINE=1 uses Prisma's own.
if (!process.env.PRISMA_NATIVE_ENGINE)
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(here, 'tools/schema-engine.mjs');

export default defineConfig({
  schema: path.join(prisma, 'schema.prisma'),
  migrations: { path: path.join(prisma, 'migrations') },
  // `generate` needs no database and no address.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
