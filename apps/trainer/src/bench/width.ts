import { z } from 'zod';

/** Of the network that is measured. */
export const width = z.number().int().min(4).max(128).default(16).describe('channels after the first layer');
