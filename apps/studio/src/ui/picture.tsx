import { VARIANT_WIDTHS } from '@/contracts/image-address.ts';
import { pictureUrl } from '@/pictures/device-pictures.ts';
import { cn } from './class-names.ts';

interface PictureProps {
  image: { sha256: string; width: number; height: number };
  alt: string;
  /** As in HTML: how wide it is shown. */
  sizes: string;
  className?: string;
  /** A CSS length: the picture is shown whole, no taller than this. Its place is known before it has come. */
  tallest?: string;
  /** In sight at once: loaded first. */
  first?: boolean;
}

interface FittedProps extends Omit<PictureProps, 'tallest'> {
  /** Width by height of the box. */
  box: number;
  /** Of the box. */
  boxClassName?: string;
}

/** A picture shown whole in a box of another shape, at its lower left: nobody's head is cut off. */
export function Fitted({ box, boxClassName, className, ...picture }: FittedProps) {
  const { width, height } = picture.image;
  const ratio = width / height;
  return (
    <div className={cn('flex items-end', boxClassName)} style={{ aspectRatio: box }}>
      <div style={{ width: `${Math.min(1, ratio / box) * 100}%`, aspectRatio: ratio }}>
        <Picture {...picture} className={cn('size-full', className)} />
      </div>
    </div>
  );
}

/** A stored picture in the width that fits. Its place is kept before it has come. */
export function Picture({ image, alt, sizes, className, tallest, first }: PictureProps) {
  // Up to the first that is as wide as the picture or wider: the server gives that one in the picture's own width.
  const widths = VARIANT_WIDTHS.filter((_, i) => i === 0 || VARIANT_WIDTHS[i - 1]! < image.width);
  const ratio = image.width / image.height;
  return (
    <img
      src={pictureUrl(image.sha256, widths.at(-1))}
      srcSet={widths
        .map((width) => `${pictureUrl(image.sha256, width)} ${Math.min(width, image.width)}w`)
        .join(', ')}
      sizes={sizes}
      width={image.width}
      height={image.height}
      alt={alt}
      loading={first ? 'eager' : 'lazy'}
      fetchPriority={first ? 'high' : 'auto'}
      decoding="async"
      style={
        tallest ? { aspectRatio: ratio, width: `calc(${tallest} * ${ratio})`, height: 'auto' } : undefined
      }
      className={cn('block bg-sunken', className)}
    />
  );
}
