'use client';
import { useSyncExternalStore } from 'react';
import { forgetPages } from '@/contracts/kept-pages.ts';
import { chooseDevicePhoto } from '@/pictures/device-pictures.ts';

const KEY = 'atelier-on-device';
const CHANGED = 'atelier-on-device';

/** Whether the visitor wants photos painted in this browser; it remembers that. */
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
    () => localStorage.getItem(KEY) === 'yes',
    () => false,
  );
  return [
    on,
    (wanted) => {
      localStorage.setItem(KEY, wanted ? 'yes' : 'no');
      if (!wanted) {
        chooseDevicePhoto(); // the studio does not know it
        void forgetPages();
      }
      dispatchEvent(new Event(CHANGED));
    },
  ];
}
