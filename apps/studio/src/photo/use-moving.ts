import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { isFilm } from '@atelier/stylize/film-types';
import { toast } from '@/ui/toast.ts';
import { keepFilms } from './film-files.ts';

interface MovingOptions {
  /** Photos are kept in this browser, which paints films too, but no moving pictures. */
  onDevice: boolean;
  /** The style that films are painted in. */
  style: string | undefined;
}

/** What moves among what is given for photos: films go to their own page, and of moving pictures it is said that they are stills. */
export function useMoving({ onDevice, style }: MovingOptions) {
  const t = useTranslations();
  const router = useRouter();
  const paintFilms = (films: File[]) => {
    keepFilms(films);
    router.push(`/films${style === undefined ? '' : `?style=${style}`}`);
  };
  const offer = (films: File[]) => ({
    action: { label: t('upload.paintMoving'), onClick: () => paintFilms(films) },
  });
  return {
    /** Sees to the films, and gives the rest. Photos among them are not left alone: the page of films is offered then. */
    withoutFilms: (files: File[]): File[] => {
      const films = files.filter(({ name }) => isFilm(name));
      const rest = files.filter((file) => !films.includes(file));
      if (films.length > 0) {
        toast.info(t('films.given', { count: films.length }), rest.length > 0 ? offer(films) : {});
        if (rest.length === 0) paintFilms(films);
      }
      return rest;
    },
    /** They are asked for, not sent to the films at once: most who choose such a file for a photo want a picture. */
    sayStill: (files: File[]) => {
      if (files.length > 0) toast.info(t('upload.animated'), onDevice ? {} : offer(files));
    },
  };
}
