'use client';
import { useTranslations } from 'next-intl';

/** A time in words, as exactly as one wants to know it: 2 days 3 hours; 3 hours 20 minutes; 25 minutes; 40 seconds. */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations('duration');
  return (seconds) => {
    if (seconds < 90) return t('second', { count: Math.round(seconds) });
    const minutes = Math.round(seconds / 60);
    if (minutes < 90) return t('minute', { count: minutes });
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return `${t('hour', { count: hours })} ${t('minute', { count: minutes % 60 })}`;
    return `${t('day', { count: Math.floor(hours / 24) })} ${t('hour', { count: hours % 24 })}`;
  };
}
