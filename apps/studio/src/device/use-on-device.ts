'use client';
import { useSyncExternalStore } from 'react';
import { forgetPages } from '@/contracts/kept-pages.ts';
import { chooseDevicePhoto } from '@/pictures/device-pictures.ts';

const KEY = 'atelier-on-device';
const CHANGED = 'atelier-on-device';

/** What the visitor wants now, also where a page that is not alive yet does not know it. */
export const wantsDevice = () => localStorage.getItem(KEY) === 'yes';

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
      localStorage.setItem(KEY, wanted ? 'yes' : 'no');
      if (!wanted) {
        chooseDevicePhoto(); // the studio does not know it
        void forgetPages();
      }
      dispatchEvent(new Event(CHANGED));
    },
  ];
}
