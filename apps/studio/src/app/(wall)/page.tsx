import { listPhotos, listStyles, listStylizations } from '@atelier/db';
import { cookies } from 'next/headers';
import { Gallery } from '@/gallery/gallery.tsx';
import { PHOTO_COOKIE } from '@/contracts/photo-cookie.ts';
import { viewer } from '@/server/viewer.ts';

export default async function GalleryPage() {
  const { ownerId } = await viewer();
  const [styles, photos, jar] = await Promise.all([listStyles(ownerId), listPhotos(ownerId), cookies()]);
  const remembered = jar.get(PHOTO_COOKIE)?.value;
  const photo = photos.find(({ id }) => id === remembered) ?? photos[0];
  const previews = photo
    ? await listStylizations(ownerId, {
        photoId: photo.id,
        option: { name: 'preview', value: true },
        limit: 200,
      })
    : [];
  return (
    <Gallery
      styles={styles}
      photos={photos}
      photo={photo}
      paintings={Object.fromEntries(previews.map((painting) => [painting.checkpoint.id, painting]))}
    />
  );
}
