'use client';
import type { Run } from '@atelier/db';
import { Bell, BellRing } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useNames } from '@/i18n/use-names.ts';
import { Button } from '@/ui/button.tsx';
import { isOver, shownStatus } from './status.ts';
import { at } from '@/contracts/base-path.ts';

/** Whether the browser can notify at all: it cannot on pages that came over an unsafe connection. */
const useCanNotify = () =>
  useSyncExternalStore(
    () => () => undefined,
    () => 'Notification' in window,
    () => false,
  );

/**
 * Chrome on Android takes notifications from a service worker only; those come back to this page by what the worker does
 * when one is clicked. Where there is none, or it is refused, the page and its title say the same.
 */
async function tell(title: string, options: NotificationOptions): Promise<void> {
  try {
    const worker = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
    if (worker) await worker.showNotification(title, { ...options, data: location.href });
    else new Notification(title, options);
  } catch (error) {
    console.warn(error);
  }
}

/**
 * How far a run is, in the tab's title; and, when the visitor asks for it, a notification of the browser when it is over,
 * also while another tab is looked at.
 */
export function RunNotice({ run }: { run: Run }) {
  const t = useTranslations();
  const names = useNames();
  const canNotify = useCanNotify();
  const [wanted, setWanted] = useState(false);
  const [denied, setDenied] = useState(false);
  const title = t('run.title', { title: names.title(run.style) });
  const over = isOver(run);
  const status = t(`runs.status.${shownStatus(run)}`);

  useEffect(() => {
    const share = t('paint.strengthValue', {
      share: Math.floor((100 * run.iteration) / run.iterations) / 100,
    });
    document.title = `${run.status === 'running' ? share : status} · ${title} · Atelier`;
  }, [run.status, run.iteration, run.iterations, status, title, t]);

  const wasOver = useRef(over);
  useEffect(() => {
    if (over && !wasOver.current && wanted)
      void tell(title, { body: status, tag: run.id, icon: at('/icon-192.png') });
    wasOver.current = over;
  }, [over, wanted, title, status, run.id]);

  if (over || !canNotify) return null;
  const ask = async () => {
    const answer = await Notification.requestPermission();
    setWanted(answer === 'granted');
    setDenied(answer === 'denied');
  };
  return (
    <div className="text-xs">
      <Button
        size="small"
        look="quiet"
        className="max-sm:-ml-3.5"
        disabled={wanted}
        onClick={() => void ask()}
      >
        {wanted ? <BellRing aria-hidden /> : <Bell aria-hidden />}
        {t(wanted ? 'run.willNotify' : 'run.notify')}
      </Button>
      {denied && <p className="mt-1 text-soft">{t('run.notifyDenied')}</p>}
    </div>
  );
}
