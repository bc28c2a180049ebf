export { film, FILMED, MOST_FRAMES, type Move, moves, NOISE, SIZE, source } from './film.ts';
export { steadiness, type Steadiness } from './measures.ts';
