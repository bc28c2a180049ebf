'use client';
import { useFormatter } from 'next-intl';

/** A time in words, as exactly as one wants to know it: 2 days 3 hours; 3 hours 20 minutes; 25 minutes; 40 seconds. */
export function useDuration(): (seconds: number) => string {
  const format = useFormatter();
  const part = (value: number, unit: 'day' | 'hour' | 'minute' | 'second') =>
    format.number(value, { style: 'unit', unit, unitDisplay: 'long' });
  return (seconds) => {
    if (seconds < 90) return part(Math.round(seconds), 'second');
    const minutes = Math.round(seconds / 60);
    if (minutes < 90) return part(minutes, 'minute');
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return `${part(hours, 'hour')} ${part(minutes % 60, 'minute')}`;
    return `${part(Math.floor(hours / 24), 'day')} ${part(hours % 24, 'hour')}`;
  };
}
