/** Films that were given where photos are asked for, until the films' page takes them. */
let waiting: File[] = [];

/** Keeps films for the page of films. */
export function keepFilms(films: File[]): void {
  waiting.push(...films);
}

export function takeFilms(): File[] {
  const films = waiting;
  waiting = [];
  return films;
}
