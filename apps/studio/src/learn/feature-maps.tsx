'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { FeatureMap, Look } from './eye.ts';
import { heatPixels } from './heat.ts';
import { Pixels } from './pixels.tsx';
import { Facts } from '@/ui/facts.tsx';

/** What the loss network sees at each of its four layers: the maps that vary most, and what the layer does on the whole. */
export function FeatureMaps({ looks }: { looks: Look[] }) {
  const t = useTranslations('learn');
  const format = useFormatter();
  return (
    <ol className="flex flex-col gap-8">
      {looks.map((look, k) => (
        <li key={look.tap}>
          <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <h3 className="font-mono text-base">{look.tap}</h3>
            <p className="text-soft">{t(`features.stage${(k + 1) as 1 | 2 | 3 | 4}`)}</p>
          </div>
          <ul className="mt-3 grid grid-cols-4 gap-2 lg:grid-cols-8">
            {look.maps.map((map) => (
              <li key={map.channel}>
                <Map map={map} look={look} />
              </li>
            ))}
          </ul>
          <p className="mt-2 text-xs text-soft tabular-nums">
            <Facts
              of={[
                t('features.size', { channels: look.channels, width: look.width, height: look.height }),
                <>
                  {t('features.mean')}{' '}
                  <span data-mean={look.mean}>
                    {format.number(look.mean, { maximumSignificantDigits: 4 })}
                  </span>
                </>,
                <>
                  {t('features.silent')}{' '}
                  <span data-silent={look.silent}>
                    {format.number(look.silent, { style: 'percent', maximumFractionDigits: 1 })}
                  </span>
                </>,
              ]}
            />
          </p>
        </li>
      ))}
    </ol>
  );
}

function Map({ map, look }: { map: FeatureMap; look: Look }) {
  const t = useTranslations('learn');
  const pixels = useMemo(() => {
    const most = map.values.reduce((a, b) => Math.max(a, b), 0);
    return heatPixels(map.values, look.width, [0, most]);
  }, [map, look]);
  return <Pixels pixels={pixels} label={t('features.map', { channel: map.channel, tap: look.tap })} crisp />;
}
