import { z } from 'zod';

/** CHROMIUM: the browser. */
export const env = z.object({ CHROMIUM: z.string().default('/usr/bin/chromium') }).parse(process.env);
