import { extname } from 'node:path';

/** Files that hold films, by how their names end. */
const FILMS = ['.mp4', '.m4v', '.mov', '.webm', '.mkv'];
/** Pictures that may move. */
const MOVING = ['.gif', '.webp'];

const endsAs = (path: string, kinds: readonly string[]) => kinds.includes(extname(path).toLowerCase());

export const isFilm = (path: string): boolean => endsAs(path, FILMS);

export const mayMove = (path: string): boolean => endsAs(path, MOVING);
