import type { ImageInfo, Photo, Style } from '@atelier/db';
import { useQuery } from '@tanstack/react-query';
import type { Remote } from 'comlink';
import { useTranslations } from 'next-intl';
import { imageUrl } from '@/contracts/image-address.ts';
import { useNames } from '@/i18n/use-names.ts';
import { Failure } from '@/ui/notice.tsx';
import { useFailure } from '@/ui/use-failure.ts';
import { Covariances } from './covariances.tsx';
import { type Eye, LOOK_SIDE } from './eye.ts';
import { FeatureMaps } from './feature-maps.tsx';
import { toPixels } from './picture.ts';
import { Pixels } from './pixels.tsx';

const read = (eye: Remote<Eye>, { sha256 }: ImageInfo) => eye.picture(imageUrl(sha256, 480), LOOK_SIDE);

/** What the loss network sees of the photo, layer by layer. */
export function SeenFeatures({ eye, photo }: { eye: () => Remote<Eye>; photo: Photo }) {
  const t = useTranslations('learn.features');
  const failure = useFailure();
  const names = useNames();
  const { data, error } = useQuery({
    queryKey: ['looks', photo.image.sha256],
    queryFn: async () => {
      const picture = await read(eye(), photo.image);
      return { picture, looks: await eye().looks(picture) };
    },
  });
  if (error) return <Failure>{failure(error)}</Failure>;
  if (!data) return <Waiting />;
  const { width, height } = data.picture;
  return (
    <div className="grid gap-8 lg:grid-cols-[18rem_1fr]">
      <figure data-seen>
        <Pixels pixels={toPixels(data.picture)} label={names.photo(photo)} />
        <figcaption className="mt-2 text-xs text-soft">{t('seen', { width, height })}</figcaption>
      </figure>
      <FeatureMaps looks={data.looks} />
    </div>
  );
}

interface SeenCovariancesProps {
  eye: () => Remote<Eye>;
  photo: Photo;
  style: Style;
  /** By the earliest checkpoint first; with `all` they are all there. */
  painted: { iteration: number; image: ImageInfo }[];
  all: boolean;
}

/** The style's covariances, the photo's, and the paintings' on the way from these to those. */
export function SeenCovariances({ eye, photo, style, painted, all }: SeenCovariancesProps) {
  const t = useTranslations('learn');
  const failure = useFailure();
  const images = [style.image, photo.image, ...painted.map(({ image }) => image)];
  const { data, error } = useQuery({
    queryKey: ['covariances', ...images.map(({ sha256 }) => sha256)],
    enabled: all,
    queryFn: async () => {
      const [stylePicture, ...pictures] = await Promise.all(images.map((image) => read(eye(), image)));
      const covariances = await eye().covariances(stylePicture!, pictures);
      const called = [
        t('networks.style'),
        t('networks.photo'),
        ...painted.map(({ iteration }) => t('covariance.after', { iteration })),
      ];
      return covariances.map((each, k) => ({ name: called[k]!, covariances: each }));
    },
  });
  if (error) return <Failure>{failure(error)}</Failure>;
  return data ? <Covariances compared={data} /> : <Waiting />;
}

const Waiting = () => <div className="h-64 animate-breathe rounded-lg bg-sunken" />;
