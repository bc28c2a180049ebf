import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { Button } from '@/ui/button.tsx';

/** Shows the photo for as long as it is held: with the pointer, or with the space bar or Enter. */
export function HoldButton({ onHeld, disabled }: { onHeld: (held: boolean) => void; disabled: boolean }) {
  const t = useTranslations('paint');
  const key = (held: boolean) => (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    onHeld(held);
  };
  return (
    <Button
      look="quiet"
      className="touch-none px-3 select-none max-sm:px-1.5 max-sm:text-xs"
      disabled={disabled}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onHeld(true);
      }}
      onLostPointerCapture={() => onHeld(false)}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={key(true)}
      onKeyUp={key(false)}
      onBlur={() => onHeld(false)}
    >
      <Eye aria-hidden />
      {t('hold')}
    </Button>
  );
}
