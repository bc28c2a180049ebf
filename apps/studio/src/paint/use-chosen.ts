'use client';
import type { Photo, Style } from '@atelier/db';
import { usePathname } from 'next/navigation';
import { debounce } from 'nuqs';
import { strokesAs } from '@/contracts/strokes.ts';
import { chosenDevicePhoto } from '@/pictures/device-pictures.ts';
import { useAddress } from '@/ui/use-address.ts';
import { paintAddress, type PaintState, toAddress } from './paint-address.ts';

/** What is painted with what, as the address says; `remembered`: the photo where it names none. */
export function useChosen(styles: Style[], photos: Photo[], remembered: Photo | undefined) {
  const slug = decodeURIComponent(usePathname().split('/')[2] ?? '');
  const style = styles.find((each) => each.slug === slug) ?? styles[0]!;
  const [state, setState] = useAddress(paintAddress);
  const { photo: photoId, checkpoint: checkpointId } = state;

  const photo = photos.find(({ id }) => id === photoId) ?? chosenDevicePhoto() ?? remembered;
  const checkpoint =
    style.checkpoints.find(({ id }) => id === checkpointId) ?? style.published ?? style.checkpoints.at(-1);
  return {
    state,
    style,
    photo,
    checkpoint,
    /** Mixed into it. */
    mixed: styles.find(({ slug, id, published }) => slug === state.mix && id !== style.id && published),
    strokes: photo ? strokesAs(photo.image, state.strokes, style.suitedSize) : state.strokes,
    /** Whether the address names something that is not there any more. */
    gone:
      (photoId !== null && photo?.id !== photoId) ||
      (checkpointId !== null && checkpoint?.id !== checkpointId),
    /** `slowly`: while a slider moves, the address follows when it rests. */
    change: (values: Partial<PaintState>, slowly?: 'slowly') =>
      void setState(values, slowly && { limitUrlUpdates: debounce(250) }),
    /** In place: the photo, the sliders and what is painted of the photo already stay. */
    chooseStyle: (next: Style) => {
      const mix = state.mix === next.slug ? null : state.mix;
      const address = toAddress({ ...state, checkpoint: null, mix });
      window.history.pushState(null, '', `/styles/${next.slug}${address}`);
    },
  };
}

export type Chosen = ReturnType<typeof useChosen>;
