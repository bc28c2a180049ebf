'use client';
import type { Photo } from '@atelier/db';
import { useState } from 'react';

/** The photos to choose from, as uploads come and are deleted. */
export function usePhotos(first: Photo[]) {
  const [photos, setPhotos] = useState(first);
  return {
    photos,
    add: (photo: Photo) =>
      setPhotos((all) => (all.some(({ id }) => id === photo.id) ? all : [photo, ...all])),
    remove: (id: string) => setPhotos((all) => all.filter((photo) => photo.id !== id)),
  };
}
