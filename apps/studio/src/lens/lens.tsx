'use client';
import type { Style } from '@atelier/db';
import { useTranslations } from 'next-intl';
import { parseAsString } from 'nuqs';
import { useBackend } from '@/device/use-backend.ts';
import { StyleStrip } from '@/paint/style-strip.tsx';
import { Button } from '@/ui/button.tsx';
import { cn } from '@/ui/class-names.ts';
import { useFailure } from '@/ui/use-failure.ts';
import { useAddress } from '@/ui/use-address.ts';
import { LensControls } from './lens-controls.tsx';
import { LensPicture } from './lens-picture.tsx';
import type { LensSettings } from './painted-frames.ts';
import { Shot } from './shot.tsx';
import { useLens } from './use-lens.ts';
import { useShot } from './use-shot.ts';

const address = { style: parseAsString };

/** The camera's picture, painted while it moves. Nothing of it leaves the browser. */
export function Lens({ styles }: { styles: Style[] }) {
  const t = useTranslations('lens');
  const [{ style: slug }, setAddress] = useAddress(address);
  const style = styles.find((each) => each.slug === slug) ?? styles[0];
  const lens = useLens(`atelier-${style?.slug.replace('~', '')}`);
  const { shot, shoot, leave } = useShot(lens);
  const { backend, threads, choices, choose, failure, retry } = useBackend();
  const said = useFailure();

  if (!style?.published) return <p className="py-16 text-center text-soft">{t('noStyle')}</p>;
  const { id, sha256 } = style.published;
  const network = { id, sha256, suitedSize: style.suitedSize };
  const settings: LensSettings | undefined = backend && { ...lens.look, network, backend };
  const { camera } = lens;
  const on = camera.state === 'on';

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 pt-2 sm:pt-6 lg:grid-cols-[7.5rem_minmax(0,1fr)_18rem]">
      <div className={cn('lg:col-span-3 lg:pb-4', on && 'max-sm:sr-only')}>
        <h1 className="text-2xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-base text-soft">{t('intro')}</p>
      </div>
      <div className="min-w-0 lg:col-start-2 lg:row-start-2">
        <LensPicture
          {...{ lens, settings, threads }}
          engineFailure={failure && said(failure)}
          onEngineRetry={retry}
          held={shot !== undefined}
          photoHref={`/styles/${style.slug}`}
          onShoot={shoot}
        />
      </div>
      <div className="lg:col-start-1 lg:row-start-2">
        <StyleStrip
          styles={styles}
          chosen={style}
          photo={undefined}
          previews={{}}
          onChoose={({ slug }) => void setAddress({ style: slug })}
        />
      </div>
      <div className="flex flex-col gap-5 lg:col-start-3 lg:row-start-2">
        <LensControls
          {...{ backend, choices }}
          look={lens.look}
          onLook={lens.changeLook}
          onBackend={choose}
          cameras={on ? camera.cameras : []}
          deviceId={on ? camera.track.getSettings().deviceId : undefined}
          onCamera={(deviceId) => lens.begin({ deviceId })}
        />
        {on && (
          <Button look="quiet" className="-ml-5 self-start" onClick={lens.end}>
            {t('stop')}
          </Button>
        )}
      </div>
      {shot && settings && (
        <Shot key={style.id} photo={shot} style={style} settings={settings} onClose={leave} />
      )}
    </div>
  );
}
