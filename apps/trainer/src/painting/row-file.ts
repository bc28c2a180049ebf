import { rowFiles } from '@atelier/stylize/node';
import { env } from '../env.ts';
import { fileError } from '../errors.ts';

/**
 * Rows kept on the disk while a picture too large for memory is painted.
 * @throws UsageError where the disk is full
 */
export const openRowFile = rowFiles(env.ATELIER_CACHE, fileError);
