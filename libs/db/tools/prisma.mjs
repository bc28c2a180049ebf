// Prisma's command line: `node libs/db/tools/prisma.mjs migrate status`. It notes when it was first called in the folder
// for settings, which is kept beside the packages here instead of in the home folder.
import '../../../tools/no-telemetry.mjs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const prisma = dirname(createRequire(import.meta.url).resolve('prisma/package.json'));
process.env.XDG_CONFIG_HOME = join(prisma, '../.atelier');
await import(join(prisma, 'build/index.js'));
