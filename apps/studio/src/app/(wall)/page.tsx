import { listPhotos, listStyles, listStylizations } from '@atelier/db';
import { cookies } from 'next/headers';
import { Gallery } from '@/gallery/gallery.tsx';
import { PHOTO_COOKIE } from '@/contracts/photo-cookie.ts';

export default async function GalleryPage() {
  const [styles, photos, jar] = await Promise.all([listStyles(), listPhotos(), cookies()]);
  const remembered = jar.get(PHOTO_COOKIE)?.value;
  const photo = photos.find(({ id }) => id === remembered) ?? photos[0];
  const previews = photo
    ? await listStylizations({ photoId: photo.id, option: { name: 'preview', value: true }, limit: 200 })
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
