/** What a film's file may hold. */
export const MAX_FILM_BYTES = 512 * 1024 * 1024;

/** Endings of the files that are films, and the type that each is sent as. */
export const filmTypes: Record<string, string> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  gif: 'image/gif',
  webp: 'image/webp',
};

export const endingOf = (name: string): string => /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** A file that is a film and no picture, by its name: GIF and WebP may be either. */
export const isFilmName = (name: string): boolean => (filmTypes[endingOf(name)] ?? '').startsWith('video/');
