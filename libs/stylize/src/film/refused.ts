/** Why a film is not painted, and what a sentence about it names. */
export type FilmWhy =
  | { kind: 'notAFilm' }
  | { kind: 'noMovingPictures' }
  | { kind: 'tooLong'; minutes: number; most: number }
  | { kind: 'largeFrames'; width: number; height: number }
  | { kind: 'smallFrames'; width: number; height: number }
  | { kind: 'codec'; codec: string }
  | { kind: 'cutShort'; seconds: number; end: number }
  | { kind: 'damaged' }
  | { kind: 'largePicture' }
  | { kind: 'noEncoder' };

/** A film that cannot be painted: in English, and as what a page has words for. */
export class FilmRefused extends Error {
  constructor(
    message: string,
    readonly why: FilmWhy,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
