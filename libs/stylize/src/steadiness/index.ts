export { film, FILMED, MOST_FRAMES, type Move, moves } from './film.ts';
export { steadiness, type Steadiness } from './measures.ts';
