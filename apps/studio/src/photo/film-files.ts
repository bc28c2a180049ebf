import { isFilmName } from '@/contracts/film-file.ts';

/** Films that were given where photos are asked for, until the films' page takes them. */
let waiting: File[] = [];

/** Keeps the films among files for the page of films; gives both. */
export function keepFilms(files: File[]): { films: File[]; others: File[] } {
  const films = files.filter(({ name }) => isFilmName(name));
  waiting.push(...films);
  return { films, others: files.filter((file) => !films.includes(file)) };
}

export function takeFilms(): File[] {
  const films = waiting;
  waiting = [];
  return films;
}
