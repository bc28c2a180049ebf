'use client';
import { ChevronsLeftRight } from 'lucide-react';
import type { ReactNode } from 'react';
import * as Slider from 'react-compare-slider/components';
import { useReactCompareSlider } from 'react-compare-slider/hooks';

interface WipeProps {
  /** What the line between the two does, for those who do not see it. */
  label: string;
  left: ReactNode;
  right: ReactNode;
  /** Where the line stands at first, in percent. */
  position?: number;
  onPosition?: (position: number) => void;
  /** Only the line's handle moves it: the rest is for panning. */
  byHandle?: boolean;
}

/** Two pictures of the same shape on top of each other, with a line to move between them: drag it, or use arrow keys. */
export function Wipe({ label, left, right, position = 50, onPosition, byHandle = false }: WipeProps) {
  const slider = useReactCompareSlider({
    defaultPosition: position,
    onlyHandleDraggable: byHandle,
    ...(onPosition ? { onPositionChange: onPosition } : {}),
  });
  return (
    <Slider.Provider {...slider}>
      <Slider.Root className="size-full">
        <Slider.Item item="itemOne">{left}</Slider.Item>
        <Slider.Item item="itemTwo">{right}</Slider.Item>
        {/* Above whatever else lies over the two, such as what is marked of them. */}
        <Slider.HandleRoot aria-label={label} className="group z-20!">
          <div className="pointer-events-none flex h-full flex-col items-center">
            <div className="w-0.5 flex-1 bg-white shadow-[0_0_3px_rgb(0_0_0/0.6)]" />
            <div className="pointer-events-auto my-1 flex size-11 cursor-ew-resize items-center justify-center rounded-full bg-white text-black shadow-frame ring-seal ring-offset-2 group-focus-visible:ring-3">
              <ChevronsLeftRight aria-hidden className="size-5" />
            </div>
            <div className="w-0.5 flex-1 bg-white shadow-[0_0_3px_rgb(0_0_0/0.6)]" />
          </div>
        </Slider.HandleRoot>
      </Slider.Root>
    </Slider.Provider>
  );
}
