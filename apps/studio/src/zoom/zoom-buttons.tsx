'use client';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/ui/button.tsx';
import { type Look, MAX_SCALE } from './look.ts';

const STEP = 1.5;

interface ZoomButtonsProps {
  look: Look;
  onZoom: (scale: number) => void;
  /** The magnification at which a pixel of the picture is one of the screen, where that is offered. */
  actual?: (() => number) | undefined;
}

export function ZoomButtons({ look: { scale }, onZoom, actual }: ZoomButtonsProps) {
  const t = useTranslations('zoom');
  const button = (name: 'in' | 'out' | 'whole', Icon: typeof ZoomIn, to: number, disabled: boolean) => (
    <Button look="quiet" size="icon" aria-label={t(name)} disabled={disabled} onClick={() => onZoom(to)}>
      <Icon aria-hidden />
    </Button>
  );
  return (
    <div className="flex items-center sm:gap-1">
      {button('out', ZoomOut, scale / STEP, scale <= 1)}
      {button('in', ZoomIn, scale * STEP, scale >= MAX_SCALE)}
      {actual && (
        <Button
          look="quiet"
          className="px-3 max-sm:px-2"
          aria-label={t('actual')}
          onClick={() => onZoom(actual())}
        >
          100%
        </Button>
      )}
      {button('whole', Maximize, 1, false)}
    </div>
  );
}
