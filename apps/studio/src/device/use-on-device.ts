'use client';
import { useSyncExternalStore } from 'react';
import { forgetPages } from '@/contracts/kept-pages.ts';
import { chooseDevicePhoto, wantDevice, wantsDevice } from '@/pictures/device-pictures.ts';

const CHANGED = 'atelier-on-device';

/** Whether the visitor wants photos and films painted in this browser; it remembers that. */
export function useOnDevice(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (changed) => {
      addEventListener('storage', changed);
      addEventListener(CHANGED, changed);
      return () => {
        removeEventListener('storage', changed);
        removeEventListener(CHANGED, changed);
      };
    },
    wantsDevice,
    () => false,
  );
  return [
    on,
    (wanted) => {
      wantDevice(wanted);
      if (!wanted) {
        chooseDevicePhoto(); // the studio does not know it
        void forgetPages();
      }
      dispatchEvent(new Event(CHANGED));
    },
  ];
}
