'use client';
import { useTranslations } from 'next-intl';
import type { Backend } from '@/device/device-painter.ts';
import { Choice } from '@/ui/choice.tsx';
import { SelectField } from '@/ui/field.tsx';
import { Slider } from '@/ui/slider.tsx';
import { Switch } from '@/ui/switch.tsx';

/** The painting alone, the plain camera beside it with a line between, or small in a corner. */
const lensViews = ['painting', 'wipe', 'corner'] as const;
export type LensView = (typeof lensViews)[number];

export interface LensLook {
  /** 0: the camera's picture; 1: the painting. */
  strength: number;
  keepColours: boolean;
  mirror: boolean;
  view: LensView;
}

interface LensControlsProps {
  look: LensLook;
  onLook: (change: Partial<LensLook>) => void;
  backend: Backend | undefined;
  choices: Backend[];
  onBackend: (backend: Backend) => void;
  cameras: MediaDeviceInfo[];
  deviceId: string | undefined;
  onCamera: (deviceId: string) => void;
}

export function LensControls({
  look,
  onLook,
  backend,
  choices,
  onBackend,
  cameras,
  deviceId,
  onCamera,
}: LensControlsProps) {
  const t = useTranslations();
  return (
    <>
      <Choice
        titled
        label={t('lens.view')}
        value={look.view}
        onChange={(view) => onLook({ view })}
        options={lensViews.map((value) => ({ value, label: t(`lens.views.${value}`) }))}
      />
      <Slider
        label={t('paint.strength')}
        value={look.strength}
        onChange={(strength) => onLook({ strength })}
        min={0}
        max={1}
        step={0.01}
        shown={t('paint.strengthValue', { share: look.strength })}
      />
      <Switch
        label={t('lens.keepColours')}
        hint={t('paint.keepColoursHint')}
        checked={look.keepColours}
        onChange={(keepColours) => onLook({ keepColours })}
      />
      <Switch label={t('lens.mirror')} checked={look.mirror} onChange={(mirror) => onLook({ mirror })} />
      {cameras.length > 1 && (
        <SelectField
          label={t('lens.camera')}
          value={deviceId}
          onChange={({ target }) => onCamera(target.value)}
        >
          {cameras.map(({ deviceId, label }, index) => (
            <option key={deviceId} value={deviceId}>
              {label || t('lens.cameraNumber', { number: index + 1 })}
            </option>
          ))}
        </SelectField>
      )}
      {choices.length > 1 && backend && (
        <Choice
          titled
          label={t('lens.engine')}
          value={backend}
          onChange={onBackend}
          options={choices.map((value) => ({ value, label: t(`lens.engineChoices.${value}`) }))}
        />
      )}
    </>
  );
}
