import { DamagedError, readCheckpoint } from '@atelier/db';
import { guarded, refuse } from '@/server/guard.ts';

/** The safetensors file of a checkpoint. */
export const GET = guarded(async (_, { params }: { params: Promise<{ id: string }> }, viewer) => {
  try {
    const bytes = await readCheckpoint((await params).id, viewer.ownerId);
    return bytes
      ? new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/octet-stream' } })
      : refuse(404, { kind: 'noNetwork' }, 'there is no such checkpoint any more');
  } catch (error) {
    if (error instanceof DamagedError) return new Response(error.message, { status: 500 });
    throw error;
  }
});
