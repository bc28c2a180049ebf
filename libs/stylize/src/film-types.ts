/** Endings of the files that are films, and the type that each is sent as. GIF and WebP are pictures that may move. */
export const filmTypes: Record<string, string> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  gif: 'image/gif',
  webp: 'image/webp',
};

const endingOf = (name: string): string => /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The type of a film, or of a picture that may move, by its file's name; undefined for all others. */
export const filmTypeOf = (name: string): string | undefined => filmTypes[endingOf(name)];

/** Whether a file is a film, by its name. */
export const isFilm = (name: string): boolean => filmTypeOf(name)?.startsWith('video/') ?? false;

/** Whether a file is a picture that may move, by its name. */
export const mayMove = (name: string): boolean => filmTypeOf(name)?.startsWith('image/') ?? false;
