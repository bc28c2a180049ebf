import type { Style } from '@atelier/db';
import type { Strokes } from '@atelier/stylize';
import type { inferProcedureOutput } from '@trpc/server';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { Look } from '@/contracts/look.ts';
import { useNames } from '@/i18n/use-names.ts';
import type { AppRouter } from '@/trpc/client.tsx';
import { Button } from '@/ui/button.tsx';
import { Facts } from '@/ui/facts.tsx';
import { Fitted } from '@/ui/picture.tsx';
import { toAddress } from './paint-address.ts';

export type HistoryPage = inferProcedureOutput<AppRouter['paintings']['history']>;

/** Earlier versions painted a small copy, of so many `pixels` on its longer side, and kept it so. */
type PaintedWith = { strokes: Strokes; pixels?: never } | { strokes?: never; pixels: number };

interface HistoryEntryProps {
  painting: HistoryPage['paintings'][number];
  styles: Style[];
  onDelete: () => void;
}

/** A painting, and how it was looked at last: leads to where it is looked at so again. */
export function HistoryEntry({ painting, styles, onDelete }: HistoryEntryProps) {
  const t = useTranslations();
  const names = useNames();
  const { image, photo, checkpoint, options, look } = painting;
  const { strokes, pixels } = options as PaintedWith;
  const size = strokes ? t(`paint.strokeSizes.${strokes}`) : t('paint.pixels', { pixels });
  const { strength, keepColours, mix } = (look as Look | null) ?? { strength: 1, keepColours: false };
  const mixed = mix && styles.find((style) => style.slug === mix.style);
  const at = toAddress({
    photo: photo.id,
    checkpoint: checkpoint.id,
    ...(strokes && { strokes }),
    strength,
    colours: keepColours,
    ...(mixed && { mix: mixed.slug, share: mix.share }),
  });
  const { slug } = checkpoint.style;
  return (
    <li>
      <Link
        href={`/styles/${slug}${at}`}
        aria-label={t('paint.historyOpen', {
          photo: names.photo(photo),
          size,
          iteration: checkpoint.iteration,
        })}
      >
        <Fitted box={4 / 3} image={image} alt="" sizes="14rem" className="shadow-frame" />
      </Link>
      <div className="mt-1.5 flex items-start justify-between gap-1">
        <p className="min-w-0 text-xs">
          <span className="block truncate font-serif text-sm italic">{names.heading(checkpoint.style)}</span>
          <Facts
            className="text-soft tabular-nums"
            of={[
              t('paint.checkpointName', { iteration: checkpoint.iteration }),
              size,
              strength < 1 && t('paint.strengthValue', { share: strength }),
              keepColours && t('paint.coloursKept'),
              mixed && t('paint.mixedIn', { share: mix.share, name: names.heading(mixed) }),
            ]}
          />
        </p>
        <Button
          look="quiet"
          className="size-8 p-0"
          aria-label={t('paint.historyDelete', { photo: names.photo(photo) })}
          onClick={onDelete}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
    </li>
  );
}
