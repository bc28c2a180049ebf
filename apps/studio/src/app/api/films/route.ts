import { receiveFilm } from '@/server/films.ts';
import { guarded } from '@/server/guard.ts';

/** Takes a film to paint; see filmOrderSchema for the address. */
export const POST = guarded((request, _, { ownerId }) => receiveFilm(request, ownerId));
