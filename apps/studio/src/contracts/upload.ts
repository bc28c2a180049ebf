/** What an uploaded picture's file may hold. */
export const MAX_PICTURE_BYTES = 40 * 1024 * 1024;

/** And how many pixels: painting takes no more. */
export const MAX_PICTURE_PIXELS = 60_000_000;

/** What a film's file may hold. */
export const MAX_FILM_BYTES = 512 * 1024 * 1024;

/** Why a picture is refused, `unreadable` by the browser; the message catalogue says it in words. */
export type Refusal =
  | 'empty'
  | 'tooBig'
  | 'filmTooBig'
  | 'tooManyPixels'
  | 'tooSmall'
  | 'svg'
  | 'heic'
  | 'wrongType'
  | 'samples'
  | 'damaged'
  | 'unreadable';

/** So many photos in one batch: their ids stand in addresses, and proxies take request lines of 8 kB at most. */
export const MOST_AT_ONCE = 150;
