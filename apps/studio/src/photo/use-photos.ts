'use client';
import type { Photo } from '@atelier/db';
import { useState } from 'react';
import { devicePhotos, forgetDevicePhoto, isDevicePhoto } from '@/pictures/device-pictures.ts';

/** The photos to choose from, as uploads come and are deleted, until the server tells them anew; and those that it does not know. */
export function usePhotos(first: Photo[]) {
  const [photos, setPhotos] = useState(() => [...devicePhotos(), ...first]);
  const [told, setTold] = useState(first);
  if (told !== first) {
    setTold(first);
    setPhotos((all) => [...all.filter(isDevicePhoto), ...first]);
  }
  return {
    photos,
    /** Those that are new, the last of them first. */
    add: (added: Photo[]) =>
      setPhotos((all) => {
        const fresh = added.filter((photo) => !all.some(({ id }) => id === photo.id));
        return [...new Map(fresh.map((photo) => [photo.id, photo])).values()].reverse().concat(all);
      }),
    remove: (id: string) => {
      forgetDevicePhoto(id);
      setPhotos((all) => all.filter((photo) => photo.id !== id));
    },
  };
}
