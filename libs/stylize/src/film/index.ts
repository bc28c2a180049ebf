export { filmFacts } from './facts.ts';
export { paintedFrame, paintedSize, pictureSource, writePaintedFilm } from './painted-film.ts';
export { FilmRefused, type FilmWhy } from './refused.ts';
