import type { ImageInfo } from '@atelier/db';
import { ArrowDown, ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Picture } from '@/ui/picture.tsx';
import { cn } from '@/ui/class-names.ts';

/** The layers of the image transformation network: how high each is drawn is how large its maps are. */
const painter = [
  { name: '9×9, 16', height: 'h-40' },
  { name: '3×3 ↓2, 32', height: 'h-32' },
  { name: '3×3 ↓2, 64', height: 'h-24' },
  ...Array.from({ length: 5 }, () => ({ name: 'block', height: 'h-24' })),
  { name: '3×3 ↑2, 32', height: 'h-32' },
  { name: '3×3 ↑2, 16', height: 'h-40' },
  { name: '9×9, 3', height: 'h-40' },
];

const eye = [
  { name: 'relu1_2', height: 'h-24' },
  { name: 'relu2_2', height: 'h-18' },
  { name: 'relu3_3', height: 'h-14', content: true },
  { name: 'relu4_3', height: 'h-10' },
];

interface NetworksProps {
  photo: ImageInfo;
  style: ImageInfo;
  painting: ImageInfo | undefined;
}

/** The two networks: the one that paints, and the one that looks while the first is trained. */
export function Networks({ photo, style, painting }: NetworksProps) {
  const t = useTranslations('learn.networks');
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line bg-paper p-5 sm:p-8">
      <div className="flex flex-col items-center gap-5 md:flex-row">
        <Thumb image={photo} name={t('photo')} />
        <Arrow />
        <div className="min-w-0 flex-1">
          <p className="mb-3 font-medium">{t('painter')}</p>
          <ol className="flex items-center gap-1 sm:gap-1.5" aria-label={t('painterLayers')}>
            {painter.map(({ name, height }, k) => (
              <Layer
                key={k}
                upright
                name={name === 'block' ? t('block') : name}
                className={cn(height, 'bg-seal text-on-seal')}
              />
            ))}
          </ol>
          <p className="mt-3 text-xs text-soft">{t('painterExplained')}</p>
        </div>
        <Arrow />
        <Thumb image={painting} name={t('painting')} shape={photo} />
      </div>
      <ArrowDown aria-hidden className="mx-auto size-6 text-soft" />
      <div className="flex flex-col items-center gap-5 md:flex-row">
        <Thumb image={style} name={t('style')} />
        <Arrow />
        <div className="min-w-0 flex-1">
          <p className="mb-3 font-medium">{t('eye')}</p>
          <ol className="flex items-center gap-1.5" aria-label={t('eyeLayers')}>
            {eye.map(({ name, height, content }) => (
              <Layer
                key={name}
                name={name}
                className={cn(height, 'bg-ink text-wall')}
                below={content ? t('both') : t('styleOnly')}
              />
            ))}
          </ol>
          <p className="mt-3 text-xs text-soft">{t('eyeExplained')}</p>
        </div>
      </div>
    </div>
  );
}

interface LayerProps {
  name: string;
  className: string;
  below?: string;
  /** Its name stands upright, where there are many. */
  upright?: boolean;
}

function Layer({ name, className, below, upright }: LayerProps) {
  return (
    <li className="flex min-w-0 flex-1 flex-col items-center gap-1.5">
      <span
        className={cn('flex w-full items-center justify-center overflow-hidden rounded-frame', className)}
      >
        <span
          className={cn('text-xs leading-none whitespace-nowrap', upright && '[writing-mode:vertical-rl]')}
        >
          {name}
        </span>
      </span>
      {below && <span className="text-center text-xs text-soft">{below}</span>}
    </li>
  );
}

function Thumb({ image, name, shape }: { image: ImageInfo | undefined; name: string; shape?: ImageInfo }) {
  return (
    <figure className="w-40 shrink-0">
      {image ? (
        <Picture image={image} alt="" sizes="160px" className="h-auto w-full rounded-frame" />
      ) : (
        <div
          className="animate-breathe rounded-frame bg-sunken"
          style={{ aspectRatio: shape ? shape.width / shape.height : 1 }}
        />
      )}
      <figcaption className="mt-1.5 text-center text-xs">{name}</figcaption>
    </figure>
  );
}

const Arrow = () => <ArrowRight aria-hidden className="size-6 shrink-0 text-soft max-md:rotate-90" />;
