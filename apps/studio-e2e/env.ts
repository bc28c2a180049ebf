import { z } from 'zod';

/** CHROMIUM: the browser. PORT: where the studio under test listens. STUDIO=dev: the studio as it is edited, not its production build, and left running. */
export const env = z
  .object({
    CHROMIUM: z.string().default('/usr/bin/chromium'),
    PORT: z.coerce.number().int().default(4310),
    STUDIO: z.enum(['start', 'dev']).default('start'),
  })
  .parse(process.env);
