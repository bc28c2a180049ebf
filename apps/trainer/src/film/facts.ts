import { filmFacts, FilmRefused } from '@atelier/stylize/film';
import type { Input } from 'mediabunny';
import { UsageError } from '../errors.ts';
import type { Media } from './codecs.ts';

/** The sizes of a film's frames, and how many there are. @throws UsageError where it cannot be painted */
export async function facts(media: Media, input: Input, path: string) {
  return filmFacts(media, input).catch((error: unknown) => {
    if (!(error instanceof FilmRefused)) throw error;
    throw new UsageError(`${path}: ${error.message}`, { cause: error, why: [error.why] });
  });
}
