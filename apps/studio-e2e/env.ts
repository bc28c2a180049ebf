import { z } from 'zod';

/** CHROMIUM: the browser. STUDIO=dev: the studio as it is edited, not its production build, and left running. */
export const env = z
  .object({
    CHROMIUM: z.string().default('/usr/bin/chromium'),
    STUDIO: z.enum(['start', 'dev']).default('start'),
  })
  .parse(process.env);
