import { sendFilm } from '@/server/films.ts';
import { guarded } from '@/server/guard.ts';

/** A painted film; `?download` saves it. */
export const GET = guarded(async (request, { params }: { params: Promise<{ id: string }> }, { ownerId }) =>
  sendFilm(request, (await params).id, ownerId),
);
