'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Choice } from '@/ui/choice.tsx';
import type { Covariance } from './eye.ts';
import { heatPixels } from './heat.ts';
import { Pixels } from './pixels.tsx';

/** A picture's covariances at the four layers, and what the picture is. The first is the style itself. */
export interface Compared {
  name: string;
  covariances: Covariance[];
}

/** The style's covariance at a layer beside the photo's and the paintings', all on one scale of colours, with their distances. */
export function Covariances({ compared }: { compared: Compared[] }) {
  const t = useTranslations('learn');
  const format = useFormatter();
  const taps = compared[0]!.covariances.map(({ tap }) => tap);
  const [tap, setTap] = useState(taps[1]!);
  const place = taps.indexOf(tap);
  const most = compared[0]!.covariances[place]!.values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return (
    <div>
      <Choice
        label={t('layer')}
        value={tap}
        onChange={setTap}
        options={taps.map((value) => ({ value, label: <span className="font-mono">{value}</span> }))}
      />
      <ul className="mt-5 grid grid-cols-2 gap-4 lg:grid-cols-4">
        {compared.map(({ name, covariances }) => (
          <li key={name}>
            <Matrix covariance={covariances[place]!} most={most} name={name} />
            <p className="mt-2 font-medium">{name}</p>
            <p className="text-xs text-soft tabular-nums" data-distance={covariances[place]!.distance}>
              {t('covariance.distance', {
                distance: format.number(covariances[place]!.distance, { maximumSignificantDigits: 3 }),
              })}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Signed roots, or the few large entries would be all that is seen: the middle of the scale is zero. */
function Matrix({ covariance, most, name }: { covariance: Covariance; most: number; name: string }) {
  const t = useTranslations('learn');
  const pixels = useMemo(() => {
    const roots = covariance.values.map((value) => Math.sign(value) * Math.sqrt(Math.abs(value)));
    return heatPixels(roots, covariance.channels, [-Math.sqrt(most), Math.sqrt(most)]);
  }, [covariance, most]);
  return (
    <Pixels
      pixels={pixels}
      label={t('covariance.matrix', { name, tap: covariance.tap, channels: covariance.channels })}
      crisp
    />
  );
}
