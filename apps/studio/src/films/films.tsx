'use client';
import type { Film, Style } from '@atelier/db';
import { type FilmOptions, filmOptionsSchema } from '@atelier/stylize/film-options';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Film as FilmIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsString } from 'nuqs';
import { useEffect, useRef, useState } from 'react';
import { DeviceSwitch } from '@/device/device-switch.tsx';
import { useOnDevice } from '@/device/use-on-device.ts';
import { takeFilms } from '@/photo/film-files.ts';
import { usePictureDrop } from '@/photo/use-picture-drop.ts';
import { wantsDevice } from '@/pictures/device-pictures.ts';
import { useTRPC } from '@/trpc/client.tsx';
import { FileButton } from '@/ui/file-button.tsx';
import { Meter } from '@/ui/meter.tsx';
import { Empty, Failures } from '@/ui/notice.tsx';
import { useAddress } from '@/ui/use-address.ts';
import { FilmForm } from './film-form.tsx';
import { FilmRow } from './film-row.tsx';
import { DeviceFilmRow } from './device-film-row.tsx';
import { paintOnDevice, useDeviceFilms } from './device-films.ts';
import { sendFilm } from './send-film.ts';

/** Milliseconds between two looks at films that are being painted. */
const LOOK = 1_500;

const address = { style: parseAsString };

const goesOn = ({ status }: Film) => status === 'queued' || status === 'painting';

/** Films: given, painted frame by frame by a worker, shown, saved. */
export function Films({ styles, initial }: { styles: Style[]; initial: Film[] }) {
  const t = useTranslations('films');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [{ style: slug }, setAddress] = useAddress(address);
  const style = styles.find((each) => each.slug === slug) ?? styles[0]!;
  const [options, setOptions] = useState<FilmOptions>(() => filmOptionsSchema.parse({}));
  const [sent, setSent] = useState(0);
  const [onDevice, setOnDevice] = useOnDevice();
  const mine = useDeviceFilms();
  const { data: films } = useQuery(
    trpc.films.list.queryOptions(undefined, {
      initialData: initial,
      refetchInterval: ({ state }) => (state.data?.some(goesOn) ? LOOK : false),
    }),
  );
  const drop = usePictureDrop({
    send: async (file) => {
      const send = async (onProgress: (sent: number) => void) => {
        onProgress(0);
        await sendFilm(file, style.published!.id, options, onProgress);
        await queries.invalidateQueries({ queryKey: trpc.films.list.queryKey() });
      };
      // As it is wanted now: this page may not have been alive when the film was dropped.
      if (wantsDevice()) paintOnDevice(file, style, options, send);
      else await send(setSent);
    },
    onSent: () => undefined,
  });
  // Those that were dropped where photos are asked for.
  const { accept } = drop;
  const taken = useRef(false);
  useEffect(() => {
    if (taken.current) return;
    taken.current = true;
    accept(takeFilms());
  }, [accept]);
  return (
    <div
      className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]"
      {...drop.getRootProps({ role: 'region' })}
      aria-label={t('title')}
    >
      <div className="min-w-0 lg:order-2">
        <FilmForm
          {...{ styles, style, options }}
          onStyle={(value) => void setAddress({ style: value })}
          onOptions={(change) => setOptions({ ...options, ...change })}
        />
        <div className="mt-5">
          <DeviceSwitch
            on={onDevice}
            onChange={setOnDevice}
            backend={undefined}
            threads={1}
            milliseconds={undefined}
            hint={t('device.hint')}
          />
        </div>
        {/* On a phone always in reach, above the bar at the bottom. */}
        <div className="mt-6 max-sm:sticky max-sm:bottom-[calc(3.375rem+env(safe-area-inset-bottom))] max-sm:z-10 max-sm:-mx-4 max-sm:bg-wall/95 max-sm:px-4 max-sm:py-3 max-sm:backdrop-blur-sm">
          <FileButton
            look="seal"
            size="large"
            accept={onDevice ? 'video/*,.mkv' : 'video/*,.mkv,image/gif,image/webp'}
            input={drop.getInputProps()}
          >
            <FilmIcon aria-hidden />
            {t('choose')}
          </FileButton>
        </div>
        <div>
          <p className="mt-2 text-xs text-soft">{t(onDevice ? 'device.limits' : 'limits')}</p>
          {drop.sending > 0 && (
            <div className="mt-3">
              <p className="mb-1.5 text-xs text-soft">{t('sending', { count: drop.sending })}</p>
              <Meter label={t('sending', { count: drop.sending })} value={sent} />
            </div>
          )}
          <Failures of={drop.failures} />
        </div>
      </div>
      <div className="min-w-0">
        {mine.length + films.length === 0 ? (
          <Empty title={t('empty')}>{t('emptyHint')}</Empty>
        ) : (
          <ul className="border-t border-line">
            {mine.map((film) => (
              <DeviceFilmRow key={film.id} film={film} />
            ))}
            {films.map((film) => (
              <FilmRow key={film.id} film={film} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
