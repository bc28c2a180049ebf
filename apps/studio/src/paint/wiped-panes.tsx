import type { Photo } from '@atelier/db';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { pictureUrl } from '@/pictures/device-pictures.ts';
import { Wipe } from '@/ui/wipe.tsx';
import type { Look } from '@/zoom/look.ts';
import { Pane } from '@/zoom/pane.tsx';
import type { useSyncedLooks } from '@/zoom/use-synced-looks.ts';
import { BlendCanvas } from './blend-canvas.tsx';
import type { BlendOptions } from './blending.ts';
import type { Mask } from './mask.ts';
import type { Painted } from './stage-status.ts';

interface WipedPanesProps {
  /** The photo's, and the painting's. */
  name: string;
  label: string;
  look: Look;
  synced: ReturnType<typeof useSyncedLooks>;
  photo: Photo;
  painting: Painted;
  other: Painted | undefined;
  options: BlendOptions;
  mask: Mask;
  /** The photo as it is seen whole. */
  below: ReactNode;
  /** With the painting's hash. */
  onDrawn: (sha256: string) => void;
  onFailed: (cause: unknown) => void;
}

/** The photo and its painting, both looked at in the same place, with a line to draw between them. */
export function WipedPanes({
  name,
  label,
  look,
  synced,
  photo,
  painting,
  other,
  options,
  mask,
  below,
  onDrawn,
  onFailed,
}: WipedPanesProps) {
  const t = useTranslations('paint');
  const { sha256 } = photo.image;
  return (
    <Wipe
      label={t('wipe')}
      position={30}
      byHandle={look.scale > 1}
      left={
        <Pane label={name} look={look} calm {...synced.pane('photo')}>
          {look.scale > 1 ? <img src={pictureUrl(sha256)} alt={name} className="size-full" /> : below}
        </Pane>
      }
      right={
        <Pane label={label} look={look} calm {...synced.pane('painting')}>
          <div className="relative size-full">
            {/* Until the painting has been decoded. */}
            <div aria-hidden className="absolute inset-0">
              {below}
            </div>
            <BlendCanvas
              key={photo.id}
              {...options}
              photo={photo.image}
              painting={painting.image}
              other={other?.image}
              mask={mask}
              look={look}
              label={label}
              onDrawn={onDrawn}
              onFailed={onFailed}
            />
          </div>
        </Pane>
      }
    />
  );
}
