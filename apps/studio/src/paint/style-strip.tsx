'use client';
import type { Photo, Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { useNames } from '@/i18n/use-names.ts';
import { RadioGroup } from 'radix-ui';
import { cn } from '@/ui/class-names.ts';
import { Fitted } from '@/ui/picture.tsx';
import { useChosenInSight } from '@/ui/use-chosen-in-sight.ts';
import type { PaintingStatus } from './use-order.ts';

interface StyleStripProps {
  styles: Style[];
  chosen: Style;
  photo: Photo | undefined;
  /** How the photo's previews stand, by checkpoint. */
  previews: Record<string, PaintingStatus>;
  onChoose: (style: Style) => void;
}

/** The photo in every style: one click, or the arrow keys, and it is on the stage. Beside the stage, on a phone below it. */
export function StyleStrip({ styles, chosen, photo, previews, onChoose }: StyleStripProps) {
  const t = useTranslations('paint');
  const names = useNames();
  const list = useChosenInSight<HTMLDivElement>('[data-state=checked]', chosen.id);
  return (
    <div className="relative lg:h-full lg:max-h-[70dvh] lg:min-h-80">
      <RadioGroup.Root
        ref={list}
        aria-label={t('styles')}
        value={chosen.id}
        onValueChange={(id) => onChoose(styles.find((style) => style.id === id)!)}
        className="relative -m-1.5 flex snap-x snap-mandatory scroll-p-1.5 gap-3 overflow-auto p-1.5 lg:absolute lg:-inset-1.5 lg:m-0 lg:snap-y lg:flex-col"
      >
        {styles.map((style) => {
          const status = previews[style.published?.id ?? ''];
          const done = status?.state === 'done' ? status.result : undefined;
          return (
            <RadioGroup.Item
              key={style.id}
              value={style.id}
              className="group w-24 shrink-0 snap-start self-start rounded-frame text-left lg:w-full"
            >
              <Fitted
                box={photo ? Math.min(1.6, Math.max(0.8, photo.image.width / photo.image.height)) : 4 / 3}
                image={(done ?? style).image}
                alt=""
                sizes="8rem"
                className={cn(
                  'ring-seal ring-offset-2 ring-offset-wall group-data-[state=checked]:ring-2',
                  photo && !done && 'opacity-60',
                )}
                boxClassName="items-center"
              />
              <span className="mt-1 line-clamp-3 font-serif text-xs text-balance text-soft italic group-hover:text-ink group-data-[state=checked]:text-ink">
                {names.heading(style)}
              </span>
            </RadioGroup.Item>
          );
        })}
      </RadioGroup.Root>
    </div>
  );
}
