import { addPhoto } from '@atelier/db';
import { guarded } from '@/server/guard.ts';
import { receivePicture } from '@/server/upload.ts';

/** Takes a photo to paint (`?alt=` says what it shows); with `?keep=no` only says whether the picture would do. */
export const POST = guarded((request, _, { ownerId }) => {
  const asked = new URL(request.url).searchParams;
  const alt = asked.get('alt')?.trim().slice(0, 200) ?? '';
  return receivePicture(request, async (file) =>
    asked.get('keep') === 'no'
      ? { width: file.width, height: file.height }
      : addPhoto({ file, alt, ownerId }),
  );
});
