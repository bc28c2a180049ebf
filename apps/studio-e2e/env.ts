import { z } from 'zod';

/** CHROMIUM: the browser. CHROMIUM_SHELL: one without a window, with which pages take less time. PORT: where the studio under test listens, the one with accounts at the next one. ACCOUNTS: whether this one has them. STUDIO=dev: the studio as it is edited, not its production build, and left running. */
export const env = z
  .object({
    CHROMIUM: z.string().default('/usr/bin/chromium'),
    CHROMIUM_SHELL: z.string().default(''),
    PORT: z.coerce.number().int().default(4310),
    ACCOUNTS: z.enum(['on', 'off']).default('off'),
    STUDIO: z.enum(['start', 'dev']).default('start'),
  })
  .parse(process.env);
