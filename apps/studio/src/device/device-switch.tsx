'use client';
import { useTranslations } from 'next-intl';
import { Switch } from '@/ui/switch.tsx';
import type { Backend } from './device-painter.ts';

interface DeviceSwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  /** What computes here, once it is known. */
  backend: Backend | undefined;
  threads: number;
  /** How long the last painting took. */
  milliseconds: number | undefined;
  /** What it means where it is not photos that are painted. */
  hint?: string;
}

/** Whether photos, or films, are painted in this browser, what that means, and how fast it is. */
export function DeviceSwitch({ on, onChange, backend, threads, milliseconds, hint }: DeviceSwitchProps) {
  const t = useTranslations();
  const engine = backend && t(`lens.engines.${backend}`, { threads });
  const measured =
    on && engine && milliseconds !== undefined
      ? t('device.measured', { engine, seconds: milliseconds / 1000 })
      : undefined;
  return (
    <Switch
      label={t('device.switch')}
      hint={[hint ?? t('device.hint'), measured].filter(Boolean).join(' ')}
      checked={on}
      onChange={onChange}
    />
  );
}
